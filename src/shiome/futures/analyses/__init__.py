"""The model put to use: consistent scenarios, ensembles, discovery; plain functions that commands, document and page share."""
