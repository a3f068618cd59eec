"""The warning channel: messages about launches that partners exchange within seconds, and what is needed to demonstrate it.

Shiome provides no warning data. What flows here in tests and demonstrations is made by the simulator in ``launches`` and says so in every
object (``simulated: true``). The rooms, lowest first::

    tracking/   detections of several sensors into tracks, tracks of several partners into one, where and when it will come down
    launches/   a simulator of launches and sensors; the truth is kept apart
    alerts/     CAP 1.2 alerts in Japanese, English and Korean
    channel/    messages, publisher, subscriber, degraded mode, acknowledgements, record and replay
    processes/  an exercise in which each partner is a node with its own store, in processes of its own

All mathematics is that of textbooks, with the source in each docstring.
"""
