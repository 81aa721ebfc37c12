"""Connections to the public internet only, for a time and a number of bytes that are bounded.

A name is looked up once for a connection, every address that it has is checked, and the connection
goes to one of these very addresses. So it can't lead elsewhere when the name's next answer differs.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from ipaddress import ip_address
from ssl import SSLContext
from typing import Any

import httpcore2

from corpus.addresses import IPAddress

# A website that none of so many addresses answers for is down.
_MOST_TRIED = 4


class NotPublicError(Exception):
    """A name, or the other end of a connection, has an address that isn't allowed."""


class TooMuchSentError(Exception):
    """The other end has sent more bytes than it may."""


class Budget:
    """What one fetch may still use up, over all its connections.

    Attributes:
        deadline: when it must be done, in seconds of ``time.monotonic``.
        size: bytes that may still arrive.
    """

    def __init__(self, seconds: float, size: int) -> None:
        self.deadline = time.monotonic() + seconds
        self.size = size

    def seconds(self, most: float | None) -> float:
        """The time left, at most ``most``.

        Raises:
            httpcore2.TimeoutException: if none is left.
        """
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore2.TimeoutException
        return left if most is None else min(left, most)

    def spend(self, size: int) -> None:
        """Count bytes that have arrived.

        Raises:
            TooMuchSentError: if that is more than was left.
        """
        self.size -= size
        if self.size < 0:
            raise TooMuchSentError


class GuardedBackend(httpcore2.NetworkBackend):
    """Opens connections to allowed addresses, within one fetch's budget."""

    def __init__(
        self,
        allows: Callable[[IPAddress], bool],
        resolve: Callable[[str], Sequence[IPAddress]],
        budget: Budget,
    ) -> None:
        self._allows = allows
        self._resolve = resolve
        self._budget = budget
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to one of the host's addresses.

        Raises:
            NotPublicError: if any of its addresses isn't allowed.
            OSError: if its name isn't found.
            httpcore2.NetworkError: if none of its addresses answers.
            httpcore2.TimeoutException: if that takes longer than ``timeout`` for one of them.
        """
        addresses = self._looked_up(host, timeout)
        if not all(map(self._allows, addresses)):
            raise NotPublicError
        failure: Exception = httpcore2.ConnectError()
        for address in addresses[:_MOST_TRIED]:
            try:
                seconds = self._budget.seconds(timeout)
                stream = self._sockets.connect_tcp(
                    str(address), port, seconds, local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return self._checked(stream)
        raise failure

    def _looked_up(self, host: str, timeout: float | None) -> Sequence[IPAddress]:
        """All addresses of a host, looked up in a thread of its own.

        The system can't be interrupted at it, and gives up by itself only after a longer time.
        """
        answer: Future[Sequence[IPAddress]] = Future()

        def look_up() -> None:
            try:
                answer.set_result(self._resolve(host))
            except Exception as error:
                answer.set_exception(error)

        threading.Thread(target=look_up, daemon=True).start()
        try:
            return answer.result(self._budget.seconds(timeout))
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout from error

    def _checked(self, stream: httpcore2.NetworkStream) -> httpcore2.NetworkStream:
        try:
            peer = ip_address(stream.get_extra_info("server_addr")[0])
        except OSError as error:
            stream.close()
            raise httpcore2.ConnectError(error) from error
        if not self._allows(peer):
            stream.close()
            raise NotPublicError
        return _BudgetedStream(stream, self._budget)


class _BudgetedStream(httpcore2.NetworkStream):
    def __init__(self, stream: httpcore2.NetworkStream, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._budget.seconds(timeout))
        self._budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._budget.seconds(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        seconds = self._budget.seconds(timeout)
        secured = self._stream.start_tls(ssl_context, server_hostname, seconds)
        return _BudgetedStream(secured, self._budget)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
