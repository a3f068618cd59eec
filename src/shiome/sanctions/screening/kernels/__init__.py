"""The comparison's loops, over flat pictures of many names: compiled where Numba is installed, run as they stand otherwise."""

from shiome.sanctions.screening.kernels.layout import Flat, Rules, Sounds
from shiome.sanctions.screening.kernels.matching import matched
from shiome.sanctions.screening.kernels.scoring import score

__all__ = ["Flat", "Rules", "Sounds", "matched", "score"]
