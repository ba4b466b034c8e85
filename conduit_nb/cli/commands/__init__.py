"""The commands, one file each; a file offers `HELP`, `configure(parser)` and `run(arguments)`."""
