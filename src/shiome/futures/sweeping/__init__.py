"""Sweeps and ensembles over many points: on this process, on a pool of processes, or on Spark, with the same bytes.

``points`` says what a point is, ``mapping`` runs any function over points, ``runners`` and ``cluster`` say where, ``checkpoint`` keeps
what is finished, ``ensembles`` and ``weighings`` are the two kinds of work, ``tables`` writes their results.
"""
