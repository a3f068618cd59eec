"""A simulator of launches and of the sensors that see them, for tests and demonstrations.

Nothing in it happened or describes any weapon: trajectories are those of textbooks (two bodies, minimum energy, thrust of constant
direction), they begin and end in the open ocean unless somebody says otherwise, and everything that is made of them is marked
``simulated``. The same seed gives the same scenario. The truth is kept apart from what the sensors see.
"""
