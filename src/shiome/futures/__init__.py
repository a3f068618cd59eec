"""Futures: from claims to consistent scenarios, ensembles, discovery, and a ledger that keeps score."""
