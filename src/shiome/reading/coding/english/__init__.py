"""Events in English sentences."""
