"""Why a state is stable for a decision maker, or is not, in sentences; the texts themselves are data (``words.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from shiome.policy.conflict.chains import Chain
from shiome.policy.conflict.game import Game
from shiome.policy.conflict.paths import By, Path, Step, answer
from shiome.policy.conflict.stability import CONCEPTS, Stability, escapes
from shiome.tables import shipped_table
from shiome.vocabulary.languages import in_language


@lru_cache(maxsize=1)
def _catalogue() -> dict[str, Any]:
    content: dict[str, Any] = shipped_table(__package__, "words.yaml")
    return content


class Speech:
    """Says things about a game in one language, by the names of its options and decision makers."""

    def __init__(self, game: Game, language: str) -> None:
        self.game, self.language = game, language

    def say(self, key: str, **fill: object) -> str:
        """A text of the catalogue with its braces filled."""
        return str(_catalogue()[key][self.language]).format(**fill)

    def maker(self, maker: int) -> str:
        """A decision maker by its name, else its identifier."""
        found = self.game.conflict.decision_makers[maker]
        return in_language(found.name, self.language) or found.id

    def option(self, option: int) -> str:
        """An option by its name, else its identifier."""
        found = self.game.conflict.options[option]
        return in_language(found.name, self.language) or found.id

    def state(self, state: int) -> str:
        """A state by its number and its letters."""
        return self.say("state", number=state + 1, pattern=self.game.states.pattern(state))

    def listed(self, parts: Sequence[str]) -> str:
        """Parts one after another."""
        return self.say("list").join(parts)

    def steps(self, steps: Sequence[Step]) -> str:
        """Moves one after another: who takes up what and drops what."""
        return self.say("then").join(self.step(each) for each in steps)

    def step(self, step: Step) -> str:
        """One move."""
        before, after = self.game.states.chosen[step.start], self.game.states.chosen[step.end]
        changed = [option for option in range(len(before)) if before[option] != after[option]]
        acts = [self.say("takes" if after[option] else "drops", option=self.option(option)) for option in changed]
        return self.say("step", maker=self.maker(step.mover), acts=self.say("acts").join(acts))


def explain(game: Game, found: Stability, state: int, maker: int, *, language: str = "en") -> list[str]:
    """Sentences that say why a state is stable for a decision maker, or not, and by which concepts.

    For each improvement: how it is made, the shortest sequence of the others' moves that makes it a bad one, whether the others gain by
    it, and whether the decision maker could escape. The last sentence names the concepts.

    Parameters
    ----------
    found:
        What :func:`shiome.policy.conflict.stability.stability` gave for the game.
    state, maker:
        Indices from 0.
    language:
        ``ja`` or ``en``.
    """
    speech = Speech(game, language)
    targets = game.targets(maker, state, improving=True)
    said = []
    if not targets:
        said.append(speech.say("no_improvement", maker=speech.maker(maker), state=speech.state(state)))
    for target in targets:
        said += _improvement(speech, found.chain, state, maker, target)
    concepts = [each for each in CONCEPTS if found.stable[each][maker, state]]
    if concepts:
        names = speech.listed([speech.say(each) for each in concepts])
        said.append(speech.say("stable", maker=speech.maker(maker), state=speech.state(state), concepts=names))
    else:
        said.append(speech.say("unstable", maker=speech.maker(maker), state=speech.state(state)))
    return said


def _improvement(speech: Speech, chain: Chain, state: int, maker: int, target: int) -> list[str]:
    game = speech.game
    others = [each for each in range(len(game.makers)) if each != maker]
    ranks, best = game.ranks[maker], escapes(game, maker)
    said = [
        speech.say("improvement", state=speech.state(target), step=speech.step(Step(maker, state, target))),
    ]

    def seek(by: By, values: Any) -> Path | None:
        return answer(game, target, others, by=by, chain=chain, wanted=lambda end: bool(values[end] <= ranks[state]))

    willing, firm, any_answer = seek("improvements", ranks), seek("moves", best), seek("moves", ranks)
    if any_answer is None:
        return [*said, speech.say("unanswered", maker=speech.maker(maker))]
    if willing is not None:
        said.append(_answered(speech, "willing", maker, willing))
    else:
        said += [_answered(speech, "against_interest", maker, any_answer)]
    shown = willing or any_answer
    if best[shown.state] <= ranks[state]:
        said.append(speech.say("no_escape", maker=speech.maker(maker)))
    else:
        said.append(
            speech.say("escape", maker=speech.maker(maker), state=speech.state(_escape(game, maker, shown.state)))
        )
        if firm is not None:
            said.append(_answered(speech, "firm", maker, firm))
    return said


def _answered(speech: Speech, key: str, maker: int, path: Path) -> str:
    return speech.say(key, steps=speech.steps(path.steps), state=speech.state(path.state), maker=speech.maker(maker))


def _escape(game: Game, maker: int, state: int) -> int:
    return max(game.targets(maker, state), key=lambda each: (int(game.ranks[maker][each]), -each))


def explain_all(game: Game, found: Stability, state: int, *, language: str = "en") -> Mapping[str, list[str]]:
    """The sentences for every decision maker, by its identifier."""
    return {each: explain(game, found, state, number, language=language) for number, each in enumerate(game.makers)}
