"""Mixes of the tools by ally, compared over common futures: metrics, frontier, regret, failures, triggers, floors."""
