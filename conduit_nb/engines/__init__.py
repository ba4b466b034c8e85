"""Local models, a module each; their runtimes are imported when a model is loaded."""
