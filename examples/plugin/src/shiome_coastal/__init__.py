"""Boats at sea, as a plug-in of Shiome: one coder, one loader, one feed, one yardstick, one section."""
