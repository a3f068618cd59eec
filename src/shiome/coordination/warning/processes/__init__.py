"""An exercise in which each partner is a node of the exchange with its own store, in processes of its own.

For each partner two processes run: ``shiome exchange serve``, which answers the others over HTTP, and the partner's own, which tracks,
publishes through its node, and reads the others' streams. What goes into a station is on disk before anything else happens with it: one
that was killed plays its record again, sends what it had not sent, and asks its partners for what follows. Modules, lowest first::

    orders     what a partner's process is told, and what it tells
    listening  the streams of the others, begun again where they break
    serving    the node's server
    partner    one partner's process
    nodes      the partners' nodes, made and introduced to one another
    crew       the processes: started, killed, told, and ended in any case
    playing    the exercise, second by second, and what came of it
"""
