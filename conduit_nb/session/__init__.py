"""The facade, the one call path, and the bridge between synchronous and asynchronous callers."""
