"""Scenario trees: from the paths of an ensemble to a few named futures, the dated events that lead to them, and their early signs.

``tree.grow`` makes the tree, ``indicators.indicators`` the signs, ``fans.fans`` the data of fan charts; ``records`` says what they hold and
``naming.words_of`` takes the names from a model. Below them, ``traces`` reads the paths, ``axes`` finds what drivers do together,
``clusters`` groups runs, ``splits`` finds the events, ``courses`` what is typical.
"""
