"""Positions of vessels: CSV, Parquet and NMEA files into one Parquet data set, by day and cell of the globe.

A data set is a folder that DuckDB, Spark or any reader of Parquet can open::

    day=2025-01-01/cell=N30E120/<file>-0.parquet     positions (``POSITION_FIELDS``)
    _rejects/<file>.jsonl                            lines that could not be used, each with file, line, reason and text
    _manifest/<file>.json                            what was loaded: counts by kind, both ends of the time covered

``loading`` reads files, ``reading`` opens the data set. Needs the extra ``bulk``; NMEA needs ``ais`` as well.
"""
