"""Parsers of files from strangers, one a kind of file; each runs in a process of its own.

``corpus.apart`` starts them. They import neither ``analysis`` nor one another's libraries, for the
time to start up is spent anew on every file.
"""
