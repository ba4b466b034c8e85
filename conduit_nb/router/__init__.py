"""Which models there are, which of them can serve a request, and in what order they are tried."""
