"""The only room that knows Jupyter: magics, displays, progress and charts."""
