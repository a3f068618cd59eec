"""Screening of persons, companies and vessels against the published lists, offline and across scripts."""

from shiome.sanctions.screening.lists import load_list, load_lists
from shiome.sanctions.screening.model import Entity, Fault, Hit, ListSnapshot, Query, Reason
from shiome.sanctions.screening.screen import THRESHOLD, Screen
from shiome.sanctions.screening.stream import answers_json, read_queries

__all__ = [
    "THRESHOLD",
    "Entity",
    "Fault",
    "Hit",
    "ListSnapshot",
    "Query",
    "Reason",
    "Screen",
    "answers_json",
    "load_list",
    "load_lists",
    "read_queries",
]
