"""Turning points: where the level or the trend of a series breaks, as several detectors agree on it.

``report.turning_points`` is the way in for a series; ``agreement.agreed_breaks`` for bare numbers.
"""
