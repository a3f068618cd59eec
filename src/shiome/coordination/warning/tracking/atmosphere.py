"""Density of the air by height: the piecewise exponential atmosphere.

Source: Vallado, *Fundamentals of Astrodynamics and Applications*, table 8-4 (after Wertz 1978; U.S. Standard Atmosphere 1976 below 25 km
and CIRA-72 above). Above the last layer the density goes on falling with its scale height.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_LAYERS = np.array(
    [
        (0, 1.225, 7.249),
        (25, 3.899e-2, 6.349),
        (30, 1.774e-2, 6.682),
        (40, 3.972e-3, 7.554),
        (50, 1.057e-3, 8.382),
        (60, 3.206e-4, 7.714),
        (70, 8.770e-5, 6.549),
        (80, 1.905e-5, 5.799),
        (90, 3.396e-6, 5.382),
        (100, 5.297e-7, 5.877),
        (110, 9.661e-8, 7.263),
        (120, 2.438e-8, 9.473),
        (130, 8.484e-9, 12.636),
        (140, 3.845e-9, 16.149),
        (150, 2.070e-9, 22.523),
        (180, 5.464e-10, 29.740),
        (200, 2.789e-10, 37.105),
    ]
)
"""Base height in km, density there in kg/m³, scale height in km."""
_BASES = _LAYERS[:, 0] * 1000
_DENSITIES = _LAYERS[:, 1].copy()
_SCALES = _LAYERS[:, 2] * 1000


def density(height: Array) -> tuple[Array, Array]:
    """Density in kg/m³ and local scale height in metres at heights in metres; below the ground as at the ground's layer.

    >>> value, scale = density(np.array([0.0, 25_000.0]))
    >>> value.tolist(), scale.tolist()
    ([1.225, 0.03899], [7249.0, 6349.0])
    """
    layer = np.maximum(np.searchsorted(_BASES, height, side="right") - 1, 0)
    scale = _SCALES[layer]
    return _DENSITIES[layer] * np.exp(-(np.maximum(height, -1000.0) - _BASES[layer]) / scale), scale
