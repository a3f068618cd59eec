"""A simulated sea, for tests and demonstrations: traffic, reception, ports, and behaviour planted with its truth.

Nothing in it happened. Every output says so: each vessel's name begins with SIMULATED, each file's name with ``simulated``, and the
truth carries the mark as a field. The same seed gives the same sea.
"""
