"""What the rule coder knows of each language, as YAML files, and their loader.

The files hold words; the method that uses them is in ``shiome.reading.actors`` and ``shiome.reading.coding``.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from shiome.reading.lexicon.clauses import ClauseWords
from shiome.reading.lexicon.times import TimeWords
from shiome.tables import shipped_table
from shiome.vocabulary.plover import EventType


class ActorWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words by which actors are recognised beyond their names."""

    affixes: dict[str, str] = {}
    """Words before a single abbreviation (対X, 訪X) and what they make of it: ``against``, ``visit``, ``place``, ``none``."""
    single_suffixes: tuple[str, ...] = ()
    """Words after which a single abbreviation before them counts (X軍)."""
    not_compounds: tuple[str, ...] = ()
    """Words that merely look like a compound of abbreviations."""
    compound_followers: tuple[str, ...] = ()
    """If given, a compound counts only before one of these."""
    titles: dict[str, str] = {}
    """Title to sort of office."""
    title_first: bool = False
    """Whether titles stand before the name."""
    references: dict[str, tuple[str, ...]] = {}
    """``dyad``, ``triad``, ``single``, ``person``: words that refer back to actors named before."""


class RelativeWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Date words that need a date to start from; ``…_of_last`` start from the last date named."""

    year: dict[str, int] = {}
    year_of_last: dict[str, int] = {}
    month: dict[str, int] = {}
    month_of_last: dict[str, int] = {}
    week: dict[str, int] = {}
    week_of_last: dict[str, int] = {}
    weekend: dict[str, int] = {}
    fiscal: dict[str, int] = {}
    day: dict[str, int] = {}
    day_of_last: dict[str, int] = {}
    season: dict[str, tuple[int, int]] = {}
    """Years on, and the season's code or a month."""
    rest_of_year: tuple[str, ...] = ()
    rest_of_month: tuple[str, ...] = ()


class DateWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Units, eras and relative words of dates."""

    units: dict[str, tuple[str, ...]] = {}
    fiscal_start: int = 1
    eras: dict[str, int] = {}
    first_year: str = ""
    relative: RelativeWords = RelativeWords()
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    """Monday is 0."""
    seasons: dict[str, int] = {}
    parts: dict[str, tuple[int, int]] = {}
    year_parts: dict[str, tuple[int, int]] = {}
    ranges: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    joiners: tuple[str, ...] = ()
    not_a_year: tuple[str, ...] = ()
    decade_parts: dict[str, tuple[int, int]] = {}
    """First and last year of a part of a decade."""
    quarter: str = ""
    lasting: tuple[str, ...] = ()
    """Those of ``since`` that say it goes on from there."""
    about: tuple[str, ...] = ()
    """Words that make a date approximate."""
    counted: dict[str, tuple[str, ...]] = {}
    """``day``, ``week``, ``month``, ``year``: units of "two days later"."""
    numbers: dict[str, int] = {}
    ordinals: dict[str, int] = {}
    later: tuple[str, ...] = ()
    from_there: tuple[str, ...] = ()
    """Words before a count that let it start from the last date named."""


class VerbEndings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Dictionary forms of the auxiliaries that turn a predicate."""

    negative: tuple[str, ...] = ()
    unreal: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    conjunctive: tuple[str, ...] = ()
    """Endings by which a predicate leads up to the next."""
    ongoing: tuple[str, ...] = ()
    """What says that it goes on; it is told as happening."""
    narrative: tuple[str, ...] = ()
    """Endings by which a present tense tells what happened."""
    denying: tuple[str, ...] = ()
    """What stands after では and denies the noun before it."""
    cause: tuple[str, ...] = ()
    """Words that give a cause after what has happened, a purpose before what has not."""


class Grammar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the sentence hangs together."""

    cases: dict[str, str] = {}
    """Particle (or preposition) to case."""
    actor_heads: tuple[str, ...] = ()
    presupposing_tails: tuple[str, ...] = ()
    """What may follow an event noun within its phrase that takes it for granted (会談後)."""
    owned: tuple[str, ...] = ()
    """What stands between an actor and what is theirs."""
    without: tuple[str, ...] = ()
    """Endings of a clause that tells what is not done while something else is."""
    initiative: tuple[str, ...] = ()
    """Nouns after an actor that say on whose initiative something is done."""
    prefixes: tuple[str, ...] = ()
    """Characters before an event noun that leave it one (初会談)."""
    title_ends: tuple[str, ...] = ()
    """Ends of titles, which leave a named person the doer."""
    focus: tuple[str, ...] = ()
    """Particles that stand before the particle that tells the case."""
    attributive: tuple[str, ...] = ()
    """Particles that tie a noun to the next noun."""
    adverbs: tuple[str, ...] = ()
    """Verb forms that do the work of adverbs."""
    manner: tuple[str, ...] = ()
    """Words that make one predicate of the verb before them and the verb behind."""
    thought: tuple[str, ...] = ()
    """Verbs that what is said or thought leads up to."""
    realising: tuple[str, ...] = ()
    """Verbs by which the content of a noun has come about."""
    verb_tails: tuple[str, ...] = ()
    """Verbs that make one word with the noun before them."""
    content_nouns: tuple[str, ...] = ()
    """Nouns that take a clause as their content."""
    noun_carriers: tuple[str, ...] = ()
    """Nouns that carry the event noun before them (会談の開催)."""
    absent: tuple[str, ...] = ()
    """What stands right behind an event noun and says that there was none (対話なき)."""
    imagined: tuple[str, ...] = ()
    """What follows the particle of an event noun that is only reckoned with (有事を想定し)."""
    void_nouns: tuple[str, ...] = ()
    """Nouns that take away that the event before them happened (会談の可能性)."""
    plan_nouns: tuple[str, ...] = ()
    """Those of them that, made known, leave it planned (増強の方針を示す)."""
    receiving_carriers: tuple[str, ...] = ()
    """Verbs whose subject is the one it is done to."""
    gatherings: tuple[str, ...] = ()
    """What a text or a meeting is called, by which later sentences mean those who made it."""
    occasions: tuple[str, ...] = ()
    """Words that lay what follows at the time of what was told before (このとき)."""
    reactions: tuple[str, ...] = ()
    """Words that refer back to what the sentence before told."""
    connectives: tuple[str, ...] = ()
    """Beginnings of a sentence that goes on about the event told before."""
    after: dict[str, tuple[str, ...]] = {}
    """Reality to the words after a predicate that give it: ``planned``, ``hypothetical``, ``negated``, ``reported``."""
    before: dict[str, tuple[str, ...]] = {}
    """The same for words before a predicate."""
    verb_endings: VerbEndings = VerbEndings()
    carriers: tuple[str, ...] = ()
    """Verbs that carry an event noun (to hold, to carry out)."""
    unreal_carriers: tuple[str, ...] = ()
    dative_carriers: tuple[str, ...] = ()
    """Verbs that carry an event noun as what they lead to (to embark on)."""
    planning_carriers: tuple[str, ...] = ()
    """Verbs that announce the event noun they carry."""
    negative_carriers: tuple[str, ...] = ()
    speech: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    """Further verbs, by which clauses are told apart."""
    be: tuple[str, ...] = ()
    clause_breaks: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    """Words that open a clause."""
    supposing: tuple[str, ...] = ()
    """Words that open a clause of what is only supposed."""
    opinion: tuple[str, ...] = ()
    """Words before "that" whose clause is only held, feared or expected."""
    irregular: tuple[str, ...] = ()
    """Base, past and participle of irregular verbs, with spaces between."""


class Trigger(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that tell an event of one type."""

    plover: EventType
    frame: str
    """``joint``: all are doers; ``transitive``: to the object; ``toward``: to the goal; ``visit``; ``solo``: one doer."""
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    """One of these must stand in the object."""
    not_object: tuple[str, ...] = ()
    dative: tuple[str, ...] = ()
    """One of these must stand in what the verb goes with (…に, with …)."""
    complement: tuple[str, ...] = ()
    """One of these must stand in what it is said to be (…と, …に, …として)."""
    carried: tuple[str, ...] = ()
    """The noun counts only under one of these verbs."""
    about: tuple[str, ...] = ()
    """One of these must stand in the clause before the noun."""
    actor_object: bool = False
    """Counts only if an actor is its object or goal."""
    solo_ok: bool = False
    takes: str = ""
    """``unreal``: an event in its object is only asked for or refused."""
    denied: EventType | None = None
    """What it tells when it is denied (not to accept is to reject)."""
    together: EventType | None = None
    """What it is when several do it together (a joint exercise is cooperation)."""
    concrete: bool = False
    """The noun names something that happened even where no verb says so."""
    mode: str = ""
    """PLOVER mode."""
    context: str = ""
    """PLOVER context that the word itself brings."""


class ModeWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words around an event that tell its mode."""

    mode: str
    words: tuple[str, ...]


class Hedge(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A cue of how firmly something is held."""

    cue: str
    step: int
    negative: bool = False
    """The cue denies what it stands on: the step is the strength of what is denied."""
    holder: str = ""
    """``some`` where the cue lays the judgement at others' door."""


class Lexicon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One language."""

    language: str
    actors: ActorWords = ActorWords()
    dates: DateWords = DateWords()
    times: TimeWords = TimeWords()
    clauses: ClauseWords = ClauseWords()
    grammar: Grammar = Grammar()
    triggers: tuple[Trigger, ...] = ()
    modes: dict[str, tuple[ModeWords, ...]] = {}
    """PLOVER type to the words that tell its mode, the first that fits."""
    contexts: dict[str, tuple[str, ...]] = {}
    """PLOVER context to the words that tell it."""
    hedges: tuple[Hedge, ...] = ()
    hedge_conditions: tuple[str, ...] = ()
    hedge_horizons: tuple[str, ...] = ()
    hedge_trim: tuple[str, ...] = ()


LANGUAGES: tuple[str, ...] = ("ja", "en", "ko", "zh", "ru")
"""Languages that have a lexicon; texts in others are left uncoded."""


@lru_cache(maxsize=8)
def load_lexicon(language: str) -> Lexicon:
    """The lexicon of a language; an empty one where none exists.

    >>> load_lexicon("ja").dates.eras["令和"]
    2019
    """
    if language not in LANGUAGES:
        return Lexicon(language=language)
    return msgspec.convert(shipped_table(__package__, f"{language}.yaml"), Lexicon)
