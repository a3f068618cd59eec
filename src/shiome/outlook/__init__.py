"""The outlook: a dated, cited document of what is known about a region on a day, as data, HTML, PDF and DOCX."""

from shiome.outlook.build import build_outlook
from shiome.outlook.comparing import Comparison, compare, read_outlook
from shiome.outlook.knowledge import Disagreement, Knowledge
from shiome.outlook.model import Outlook
from shiome.outlook.writing import FORMATS, as_json, render, write

__all__ = [
    "FORMATS",
    "Comparison",
    "Disagreement",
    "Knowledge",
    "Outlook",
    "as_json",
    "build_outlook",
    "compare",
    "read_outlook",
    "render",
    "write",
]
