"""Events of Korean sentences."""
