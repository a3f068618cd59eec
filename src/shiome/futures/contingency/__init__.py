"""Compound contingency: fronts that may come together, by what they are linked, and who faces what when they do.

``model`` says what a model is, ``pack`` builds it from a region, ``context`` gives it the drivers' paths, ``engine`` plays it month by
month (``world`` one chunk of runs of it); ``chances`` counts, ``mechanism`` switches linkages off, ``load`` holds demand against
capacity, ``indicators`` looks for early signs, ``inputs`` tells what each run drew; ``report`` puts all of it together for machines and
``tables`` for readers of Japanese and English.
"""
