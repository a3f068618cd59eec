"""What only shows when entries of a pack are held against one another: one module for each group of subjects."""
