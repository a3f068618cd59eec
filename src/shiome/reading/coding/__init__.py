"""Coding: from clean sentences to proposed events and judgements, by rules, with spans."""
