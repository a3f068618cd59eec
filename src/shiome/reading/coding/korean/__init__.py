"""Events in Korean sentences."""
