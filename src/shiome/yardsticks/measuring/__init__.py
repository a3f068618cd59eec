"""Computing the yardsticks that a pack declares, from what was known on a day."""
