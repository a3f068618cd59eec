"""What the region is: the schema of a pack, its loader, checks and registry."""
