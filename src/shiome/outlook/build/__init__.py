"""From what is known on a day to the outlook of that day; one module a section."""

from shiome.outlook.build.builder import build_outlook

__all__ = ["build_outlook"]
