"""Shiome: policy coordination for a regional security problem."""

__version__ = "0.1.0"
