"""Undoing what scanning, copying and layout did to a text."""
