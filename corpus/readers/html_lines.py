"""The text of HTML as a browser breaks it into lines."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

UNSEEN = frozenset({"head", "iframe", "noscript", "object", "script", "style", "svg", "template"})
"""Elements whose text no reader sees."""

# lxml's list of blocks is of HTML 4, in which edits were none either.
_LATER_BLOCKS = frozenset(
    {"article", "aside", "details", "figcaption", "figure", "footer", "header", "main", "nav"}
) | {"body", "br", "button", "section", "select", "summary"}
_EDITS = frozenset({"del", "ins"})


def html_lines(root: Any, without: Collection[str] = UNSEEN) -> list[str]:
    """The lines of text in an element of lxml's, but for what stands in elements ``without``."""
    from lxml import etree
    from lxml.html.defs import block_tags

    blocks = (block_tags - _EDITS) | _LATER_BLOCKS
    lines: list[list[str]] = [[]]
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag in blocks:
            lines.append([])
        if event == "end":
            text = element.tail if element is not root else ""
        elif element.tag in without or not isinstance(element.tag, str):
            walk.skip_subtree()
            text = ""
        else:
            text = element.text
        if text:
            lines[-1].append(text)
    return [line for each in lines if (line := " ".join("".join(each).split()))]
