"""The outlook: a dated, cited document of what is known about a region on a day, as data, HTML and PDF."""

from shiome.outlook.build import build_outlook
from shiome.outlook.knowledge import Disagreement, Knowledge
from shiome.outlook.model import Outlook
from shiome.outlook.writing import as_json, write

__all__ = ["Disagreement", "Knowledge", "Outlook", "as_json", "build_outlook", "write"]
