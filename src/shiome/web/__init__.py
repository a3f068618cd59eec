"""The workbench: server-rendered pages over a workspace, each of them also JSON, with downloads and permalinks."""
