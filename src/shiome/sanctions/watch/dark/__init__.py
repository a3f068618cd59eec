"""Dark periods: silences that the reception expected there and then does not explain.

``reception`` learns from all traffic where and when vessels are heard, ``judging`` how surprising each silence is, ``telling`` makes
events of the surprising ones; ``rules`` holds the thresholds, ``kernels`` the compiled loops.
"""

from shiome.sanctions.watch.dark.judging import Silences, silences
from shiome.sanctions.watch.dark.rules import DarkRules
from shiome.sanctions.watch.dark.telling import Haven, dark_periods

__all__ = ["DarkRules", "Haven", "Silences", "dark_periods", "silences"]
