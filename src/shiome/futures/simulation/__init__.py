"""Stochastic monthly succession of a cross-impact model: ensembles, formulas over states and time, interventions.

``model`` says what a model is, ``compiled`` flattens it, ``engine`` runs it (Numba lanes or NumPy, the same bytes), ``formulas`` asks
it questions, ``estimates`` answers with Monte Carlo error.
"""
