"""Events in Russian sentences."""
