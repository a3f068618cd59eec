"""Watching: from tracks of vessels to events with position, time, partner, evidence rows, reasons and benign alternatives.

``events`` is the shape that every watcher returns, ``tracks`` the table that every watcher reads, ``geometry`` distances on the
globe; one module or folder for each kind of behaviour stands beside them.
"""
