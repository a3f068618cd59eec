"""Events in Chinese sentences."""
