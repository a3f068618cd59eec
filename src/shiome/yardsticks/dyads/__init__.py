"""Dyads and triads: tone, stock and balance of what passes between states, from events, daily scores and bulk feeds."""
