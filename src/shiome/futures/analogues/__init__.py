"""Past situations beside the present: how alike, for which reasons, what followed, and what that suggests as an analogy.

``situations`` reads the pack as of a day, ``likeness`` compares, ``ranks`` varies the weights, ``differences`` finds what matters
most, ``paths`` asks a case a question, ``report`` puts it together and ``words`` says it in two languages.
"""

from shiome.futures.analogues.following import Followed, turns
from shiome.futures.analogues.likeness import Likeness, Match, compare
from shiome.futures.analogues.paths import Answer, Asked, Suggestion, by_analogy
from shiome.futures.analogues.report import CaseReport, Report, analogues, case_rows, match_rows, rows
from shiome.futures.analogues.situations import Aspect, Held, Situation, aspects_of, case_situation, present_situation

__all__ = [
    "Answer",
    "Asked",
    "Aspect",
    "CaseReport",
    "Followed",
    "Held",
    "Likeness",
    "Match",
    "Report",
    "Situation",
    "Suggestion",
    "analogues",
    "aspects_of",
    "by_analogy",
    "case_rows",
    "case_situation",
    "compare",
    "match_rows",
    "present_situation",
    "rows",
    "turns",
]
