"""Yardsticks: measured series with what they rest on, how sure they are, and where they turn."""
