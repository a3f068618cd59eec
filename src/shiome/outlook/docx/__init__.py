"""The outlook as a Word document (Office Open XML), for editing."""

from shiome.outlook.docx.rendering import render_docx

__all__ = ["render_docx"]
