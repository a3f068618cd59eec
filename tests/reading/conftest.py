"""A tiny region of the past: three neighbours, one of them once two states, their leaders and a bloc."""

from __future__ import annotations

import pytest

from shiome.reading.actors import ActorResolver
from shiome.region.schema.actors import Actor, Alias, Role


def _state(identifier: str, ja: str, en: str, ko: str, letter: str) -> Actor:
    return Actor(
        id=identifier,
        name={"ja": ja, "en": en, "ko": ko},
        type="state",
        aliases=(Alias(form=letter, language="ja", use="abbreviation", ambiguous=True),),
    )


def make_actors() -> dict[str, Actor]:
    actors = [
        _state("FRA", "フランス", "France", "프랑스", "仏"),
        _state("ITA", "イタリア", "Italy", "이탈리아", "伊"),
        _state("DEU", "ドイツ", "Germany", "독일", "独"),
        Actor(
            id="FRG",
            name={"ja": "西ドイツ", "en": "West Germany", "ko": "서독"},
            type="state",
            aliases=(Alias(form="西独", language="ja"),),
        ),
        Actor(
            id="GDR",
            name={"ja": "東ドイツ", "en": "East Germany", "ko": "동독"},
            type="state",
            aliases=(Alias(form="東独", language="ja"),),
        ),
        Actor(
            id="kohl",
            name={"ja": "コール", "en": "Helmut Kohl"},
            type="leader",
            country="FRG",
            aliases=(Alias(form="Kohl", language="en", use="short", ambiguous=True),),
            roles=(
                Role(
                    office={"ja": "首相", "en": "Chancellor"},
                    of="FRG",
                    held="1982-10-01/1998-10-27",
                    code="head_of_government",
                ),
            ),
        ),
        Actor(
            id="mitterrand",
            name={"ja": "ミッテラン", "en": "François Mitterrand"},
            type="leader",
            country="FRA",
            roles=(
                Role(
                    office={"ja": "大統領", "en": "President"},
                    of="FRA",
                    held="1981-05-21/1995-05-17",
                    code="head_of_state",
                ),
            ),
        ),
        Actor(
            id="giscard",
            name={"ja": "ジスカールデスタン", "en": "Giscard d'Estaing"},
            type="leader",
            country="FRA",
            roles=(
                Role(
                    office={"ja": "大統領", "en": "President"},
                    of="FRA",
                    held="1974-05-27/1981-05-21",
                    code="head_of_state",
                ),
            ),
        ),
        Actor(id="six", name={"ja": "三国同盟", "en": "the Alliance"}, type="bloc", members=("FRA", "ITA", "FRG")),
        Actor(id="strasbourg", name={"ja": "ストラスブール", "en": "Strasbourg"}, type="place", country="FRA"),
    ]
    return {actor.id: actor for actor in actors}


@pytest.fixture(scope="session")
def actors() -> dict[str, Actor]:
    return make_actors()


@pytest.fixture(scope="session")
def resolver(actors: dict[str, Actor]) -> ActorResolver:
    return ActorResolver(actors)
