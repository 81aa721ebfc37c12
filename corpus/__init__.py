"""Articles in and out: extract, store, score; the command line."""
