"""The changes of the ledger's tables, the oldest first."""
