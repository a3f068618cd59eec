"""From a file format to raw text."""
