"""A node over HTTP: TAXII 2.1, the stream, the logs of the channels."""
