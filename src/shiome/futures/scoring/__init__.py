"""Scoring: how well forecasts did, how well they are calibrated, and how several forecasters are put together.

``binary`` and ``samples`` hold the proper scores, ``metrics`` finds one by name, ``calibration`` decomposes and tabulates, ``rates``
gives base rates and skill, ``resampling`` intervals, ``bands`` scores judgements that carry a band, ``aggregation`` pools forecasters.
Lower is better for every score.
"""
