"""Alerts in the Common Alerting Protocol 1.2 (OASIS, 1 July 2010): the model, its rules, XML out and back in, and alerts of launches.

``model`` holds the elements, ``checking`` the rules of the standard that no type can hold, ``writing`` and ``reading`` the XML,
``words`` the texts in Japanese, English and Korean, ``building`` the alert of an event. What is made of simulated data has the status
Exercise or Test and nothing else.
"""

from shiome.coordination.warning.alerts.building import Facts, alert_of
from shiome.coordination.warning.alerts.checking import check_alert
from shiome.coordination.warning.alerts.model import Alert, Area, Info, Parameter, Resource
from shiome.coordination.warning.alerts.reading import read_alert
from shiome.coordination.warning.alerts.writing import write_alert

__all__ = [
    "Alert",
    "Area",
    "Facts",
    "Info",
    "Parameter",
    "Resource",
    "alert_of",
    "check_alert",
    "read_alert",
    "write_alert",
]
