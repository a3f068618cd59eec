"""The channel over which partners exchange warnings: messages, what a station does with them, record and replay.

Nothing here waits or reads a clock: every call is given the time, so that a record can be replayed and comes out the same. Modules,
lowest first::

    rules          intervals and deadlines, from the region's pack
    messages       detection, track, event, cancel, acknowledgement, heartbeat; notices
    identity       identifiers and heads of a station's messages
    offsets        a partner's clock against ours, from heartbeats that echo one another
    subscription   what comes from one partner: order, gaps, repeats, staleness, silence
    deadlines      who has acknowledged what, and who is late
    events         from fused tracks to events and their alerts
    station        one partner: its tracker, its subscriptions, what it sends
    recording      an append-only file of all that went in and out
    replaying      the same inputs into a new station, and the outputs compared
    exercise       a simulated scenario with three partners, in simulated time
    objects        messages as STIX objects
    bridge         a station on a node of the exchange
    chronology     events of a record as proposed records of a workspace
"""
