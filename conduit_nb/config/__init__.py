"""The only reader of the environment, of `conduit.toml` and of the system keyring."""
