"""Ports and anchorages learned from where vessels lie still, calls at them, and changes of draught.

``places`` finds stops and what they make, ``calls`` the visits, ``draughts`` the changes; ``following`` and ``kernels`` hold the loop;
``watching`` runs them together.
"""

from shiome.sanctions.watch.ports.calls import Call, calls
from shiome.sanctions.watch.ports.places import NamedPlace, Place, Stops, places, stops
from shiome.sanctions.watch.ports.rules import PortRules
from shiome.sanctions.watch.ports.watching import port_events

__all__ = ["Call", "NamedPlace", "Place", "PortRules", "Stops", "calls", "places", "port_events", "stops"]
