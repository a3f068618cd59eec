"""What asking has cost."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from shiome.errors import InputRefused
from shiome.reading.language_model.settings import ModelSettings

_MILLION = 1_000_000


class Usage(msgspec.Struct, frozen=True, kw_only=True):
    """Tokens of one question and its answer."""

    prompt: int
    completion: int
    counted: bool = True
    """Whether the endpoint counted them; otherwise they are the most it can have been."""


@dataclass(slots=True)
class Ledger:
    """Adds up requests, tokens and money of one coder.

    Parameters
    ----------
    settings:
        Prices and budget.
    """

    settings: ModelSettings
    requests: int = 0
    """Questions sent, those that failed among them."""
    cached: int = 0
    """Passages whose answer was kept from an earlier run."""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    estimated_requests: int = 0
    """Requests whose tokens the endpoint did not tell: counted as the most they can have been."""

    @property
    def cost(self) -> float:
        """Estimated cost so far, in the money of the prices."""
        return self._price(self.prompt_tokens, self.completion_tokens)

    def most(self, characters: int, messages: int) -> Usage:
        """The most that a question can use: no tokeniser makes more tokens than there are bytes.

        Parameters
        ----------
        characters:
            UTF-8 bytes of all messages.
        messages:
            Their number; each may be wrapped in a few tokens of the model's own.
        """
        return Usage(prompt=characters + 16 * messages + 64, completion=self.settings.answer_tokens, counted=False)

    def allow(self, most: Usage) -> None:
        """Refuse a question that could exceed the budget.

        Raises
        ------
        InputRefused
            ``model.budget``; what was answered until then is in the cache.
        """
        budget = self.settings.budget
        if budget is None:
            return
        highest = self.cost + self._price(most.prompt, most.completion)
        if highest > budget:
            raise InputRefused(
                "model.budget",
                f"the next question could bring the cost to {highest:.4f}, over the budget of {budget:.4f} "
                f"({self.cost:.4f} spent in {self.requests} requests)",
                ja=f"次の質問で費用が {highest:.4f} となり予算 {budget:.4f} を超えうる"
                f"（{self.requests} 回で {self.cost:.4f} を使用）",
                hint="raise the budget and run again: answers in the cache are not paid for twice",
                hint_ja="予算を上げて再実行する（保存済みの回答は再び課金されない）",
                failed=self,
            )

    def enter(self, usage: Usage) -> None:
        """Count a request."""
        self.requests += 1
        self.prompt_tokens += usage.prompt
        self.completion_tokens += usage.completion
        self.estimated_requests += not usage.counted

    def _price(self, prompt: int, completion: int) -> float:
        settings = self.settings
        return (prompt * settings.prompt_price + completion * settings.completion_price) / _MILLION
