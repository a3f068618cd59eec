"""The watchers that look at one vessel after another, over portions of vessels: of a data set of any size, here or on Spark.

Three steps go over all portions: ``survey`` what must be known of all vessels before any is judged (who shares an MMSI, where
anchorages are, how far receivers hear), how well vessels are heard, and the events (``steps``). Between them ``gathering`` puts
together what the portions gave; nothing there depends on how vessels were divided. ``local`` sorts a data set into portions on disk,
``cluster`` lets Spark do it; ``watching`` runs the steps on either.
"""
