"""Dates in sentences, as EDTF."""
