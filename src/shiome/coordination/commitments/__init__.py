"""Commitments and touchstones: what was promised, how it stands as of a day, who confirmed it, and what to ask after."""

from shiome.coordination.commitments.governments import Governments, Term
from shiome.coordination.commitments.layers import Layers, layers_of
from shiome.coordination.commitments.members import Matrix, matrix_of
from shiome.coordination.commitments.model import Confirmation, Derived, Evidence, Register, Standing, State
from shiome.coordination.commitments.recording import recorded
from shiome.coordination.commitments.register import register_of
from shiome.coordination.commitments.reminders import Reminder, reminders
from shiome.coordination.commitments.shapes import Shapes
from shiome.coordination.commitments.touchstones import Trial, touchstones_of

__all__ = [
    "Confirmation",
    "Derived",
    "Evidence",
    "Governments",
    "Layers",
    "Matrix",
    "Register",
    "Reminder",
    "Shapes",
    "Standing",
    "State",
    "Term",
    "Trial",
    "layers_of",
    "matrix_of",
    "recorded",
    "register_of",
    "reminders",
    "touchstones_of",
]
