"""The forms of an entity and of a query."""

from __future__ import annotations

from functools import lru_cache

from shiome.sanctions.screening.body_names import body_forms, initials
from shiome.sanctions.screening.model import SUBJECTS, Entity
from shiome.sanctions.screening.names import Form, Subject, person_forms

WEAK = 0.95
"""Factor of a score that rests on a weak alias."""
NAMES: tuple[tuple[str, float], ...] = (("name", 1.0), ("alias", 1.0), ("previousName", 1.0), ("weakAlias", WEAK))
"""Properties that names stand in, and the factor of each."""


@lru_cache(maxsize=65536)
def forms_of(text: str, subject: Subject) -> tuple[Form, ...]:
    """Forms of one name taken as a person's, an organisation's or a ship's."""
    if subject == "person":
        return person_forms(text)
    return body_forms(text, ship=subject == "ship")


def entity_forms(entity: Entity) -> tuple[tuple[tuple[Form, float], ...], tuple[tuple[str, str], ...]]:
    """All forms of an entity with their factors, and for each form the property and name that it came from."""
    subject = SUBJECTS[entity.schema]
    found: list[tuple[Form, float]] = []
    origins: list[tuple[str, str]] = []
    seen: set[Form] = set()
    for prop, factor in NAMES:
        for name in entity.get(prop):
            forms = forms_of(name, subject)
            short = initials(name) if subject == "body" else None
            for form in (*forms, *((short,) if short else ())):
                if form not in seen:
                    seen.add(form)
                    found.append((form, factor))
                    origins.append((prop, name))
    return tuple(found), tuple(origins)
