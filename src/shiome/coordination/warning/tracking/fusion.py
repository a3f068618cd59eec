"""Tracks of partners: which belong to one target, and one estimate of it that counts no information twice.

Partners that exchange tracks do not know how far their errors hang together: they may rest on the same detections, or on one
another. Covariance intersection is consistent whatever the correlation is.

Sources: Julier and Uhlmann, "A non-divergent estimation algorithm in the presence of unknown correlations", Proc. American Control
Conference 1997; Hurley, "An information-theoretic justification for covariance intersection and its generalization", Proc. Fusion 2002
(for Gaussians it is Chernoff fusion: the normalised product of powers ``w`` and ``1 - w``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from shiome.coordination.warning.tracking.association import assigned, gate_of
from shiome.coordination.warning.tracking.kalman import squared_distance

Array = NDArray[Any]


class Fused(NamedTuple):
    """Estimates after intersection, and the weight of the first of each pair."""

    mean: Array
    covariance: Array
    weight: Array


def intersect(
    mean: Array, covariance: Array, other_mean: Array, other_covariance: Array, weight: float | None = None
) -> Fused:
    """Covariance intersection of stacks of Gaussians ``(..., D)``.

    Parameters
    ----------
    weight:
        Of the first; without it the weight is that of the smallest determinant, which for Gaussians is that of the least entropy.
    """
    information, other = np.linalg.inv(covariance), np.linalg.inv(other_covariance)
    share = _least_determinant(information, other) if weight is None else np.full(np.shape(mean)[:-1], weight)
    joint = share[..., None, None] * information + (1 - share)[..., None, None] * other
    fused = np.linalg.inv(joint)
    pulled = share[..., None] * (information @ mean[..., None])[..., 0]
    pulled = pulled + (1 - share)[..., None] * (other @ other_mean[..., None])[..., 0]
    return Fused((fused @ pulled[..., None])[..., 0], (fused + np.swapaxes(fused, -1, -2)) / 2, share)


def same_target(
    means: Sequence[Array], covariances: Sequence[Array], *, probability: float = 0.999
) -> list[tuple[int | None, ...]]:
    """Groups of tracks of several partners that tell of one target, at most one of each partner.

    Partner after partner is assigned to the groups so far by the distance of position and velocity under the sum of both covariances;
    neglecting what their errors have in common makes that distance too small and never too large.

    Parameters
    ----------
    means, covariances:
        For each partner ``(n, D)`` and ``(n, D, D)``, all at the same time.

    Returns
    -------
    list
        For each target the row at each partner, or ``None``.
    """
    partners = len(means)
    groups: list[list[int | None]] = []
    centres: list[tuple[Array, Array]] = []
    gate = gate_of(probability, 6)
    for partner, (mean, covariance) in enumerate(zip(means, covariances, strict=True)):
        taken: dict[int, int] = {}
        if groups and len(mean):
            first = np.stack([centre for centre, _ in centres])[:, None, :6]
            spread = np.stack([each for _, each in centres])[:, None, :6, :6] + covariance[None, :, :6, :6]
            distances = squared_distance(first - mean[None, :, :6], np.linalg.inv(spread))
            pairs = assigned(distances, gate)
            taken = dict(zip(pairs.columns.tolist(), pairs.rows.tolist(), strict=True))
        for row in range(len(mean)):
            if row in taken:
                group = taken[row]
                groups[group][partner] = row
                joint = intersect(*centres[group], mean[row], covariance[row])
                centres[group] = joint.mean, joint.covariance
            else:
                groups.append([None] * partner + [row] + [None] * (partners - partner - 1))
                centres.append((mean[row], covariance[row]))
    return [tuple(group) for group in groups]


def _least_determinant(information: Array, other: Array, *, turns: int = 52) -> Array:
    """Weights for the greatest determinant of the joint information, to the last bit.

    With the eigenvalues ``λ`` of one information in the measure of the other, the logarithm of the determinant is
    ``Σ log(wλ + 1 - w)``, concave in ``w``; its derivative is halved towards zero.
    """
    root = np.linalg.inv(np.linalg.cholesky(other))
    values = np.linalg.eigvalsh(root @ information @ np.swapaxes(root, -1, -2)) - 1
    low, high = np.zeros(values.shape[:-1]), np.ones(values.shape[:-1])
    for _ in range(turns):
        middle = (low + high) / 2
        rising = np.sum(values / (1 + middle[..., None] * values), axis=-1) > 0
        low, high = np.where(rising, middle, low), np.where(rising, high, middle)
    return np.asarray((low + high) / 2)
