"""Events in Japanese sentences."""
