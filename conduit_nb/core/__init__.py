"""Values, requests, capabilities, protocols, errors: what every other room speaks about."""
