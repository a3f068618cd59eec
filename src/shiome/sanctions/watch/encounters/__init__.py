"""Meetings at sea: two emitters that lie together, and a lone loiterer whose partner was silent.

``rules`` holds the thresholds; ``segments`` finds where a vessel is slow, ``contacts`` when two slow vessels are near, exactly;
``spans`` joins contacts into meetings; ``dark`` matches loiterers with the gaps of others; ``describing`` turns both into events.
``partitions`` runs the same over a data set of any size on one machine, ``cluster`` on Spark, with the same result.
"""
