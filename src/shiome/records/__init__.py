"""What is known: typed, immutable records with their sources, on two clocks, in one store."""
