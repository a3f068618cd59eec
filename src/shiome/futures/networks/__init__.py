"""Networks: small discrete Bayesian networks, answered exactly by variable elimination.

``model`` holds a network and checks it, ``elimination`` answers what follows from evidence.
"""
