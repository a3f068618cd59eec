"""Coordination of partners: consultation, commitments, shared words, exchange and warnings."""
