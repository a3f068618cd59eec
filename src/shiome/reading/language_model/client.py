"""A question to the endpoint and its answer, with patience for what passes and none for what does not."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from shiome.errors import ShiomeError
from shiome.reading.language_model.ledger import Ledger, Usage
from shiome.reading.language_model.settings import ModelSettings
from shiome.reading.language_model.transport import NoAnswer, Response, TooLarge, post

_PASSING = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
"""Statuses after which the same question may be answered."""
_FIRST_WAIT = 1.0


class Malformed(Exception):
    """An answer that is none. ``text`` is what the model wrote, as far as it can be told."""

    def __init__(self, reason: str, text: str = "", *, hopeless: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.text = text
        self.hopeless = hopeless
        """Asking again would give the same."""


class Message(msgspec.Struct, frozen=True):
    """One turn of the conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


class _Choice(msgspec.Struct, frozen=True):
    message: dict[str, Any]
    finish_reason: str | None = None


class _Usage(msgspec.Struct, frozen=True):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(msgspec.Struct, frozen=True):
    choices: list[_Choice]
    usage: _Usage | None = None


class ChatClient:
    """Asks, waits and counts.

    Parameters
    ----------
    settings:
        Where and how to ask.
    ledger:
        Counts what it costs, and stops before the budget is exceeded.
    sleep:
        Waits for seconds.
    """

    def __init__(self, settings: ModelSettings, ledger: Ledger, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._settings = settings
        self._ledger = ledger
        self._sleep = sleep

    def ask(self, messages: Sequence[Message], *, schema: dict[str, Any]) -> str:
        """The text of the model's answer.

        Raises
        ------
        Malformed
            What came back is no completion, is cut short or too large.
        InputRefused
            The budget would be exceeded (``model.budget``).
        ShiomeError
            The endpoint refuses (``model.refused``) or cannot be had (``model.unavailable``).
        """
        body = msgspec.json.encode(self._request(messages, schema))
        content = sum(len(message.content.encode()) for message in messages)
        most = self._ledger.most(content + len(msgspec.json.encode(schema)), len(messages))
        reason = ""
        for attempt in range(self._settings.attempts):
            self._ledger.allow(most)
            wait = _FIRST_WAIT * 2**attempt
            try:
                response = post(self._settings, body)
            except NoAnswer as fault:
                # What arrived may have been answered, and charged, after we left.
                self._ledger.enter(most if fault.sent else Usage(prompt=0, completion=0))
                reason = fault.reason
            except TooLarge as fault:
                self._ledger.enter(most)
                raise Malformed(
                    f"the answer has more than {self._settings.largest_answer} bytes", hopeless=True
                ) from fault
            else:
                if response.status == 200:
                    return self._text(response, most)
                self._ledger.enter(Usage(prompt=0, completion=0))
                self._refuse_lasting(response)
                reason = f"status {response.status}"
                wait = self._asked_wait(response, wait)
            if attempt + 1 < self._settings.attempts:
                self._sleep(min(wait, self._settings.longest_wait))
        raise _unavailable(self._settings, f"{reason}, {self._settings.attempts} times")

    def _request(self, messages: Sequence[Message], schema: dict[str, Any]) -> dict[str, Any]:
        settings = self._settings
        request: dict[str, Any] = {
            "model": settings.model,
            "messages": list(messages),
            settings.limit_name: settings.answer_tokens,
            "stream": False,
        }
        if settings.temperature is not None:
            request["temperature"] = settings.temperature
        if settings.answer_form == "json_object":
            request["response_format"] = {"type": "json_object"}
        elif settings.answer_form == "json_schema":
            request["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
        return request

    def _text(self, response: Response, most: Usage) -> str:
        try:
            completion = msgspec.json.decode(response.body, type=_Completion)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
            self._ledger.enter(most)
            raise Malformed("the endpoint's answer is no chat completion") from fault
        used = completion.usage
        told = used is not None and used.prompt_tokens >= 0 and used.completion_tokens >= 0
        self._ledger.enter(
            Usage(prompt=used.prompt_tokens, completion=used.completion_tokens) if used is not None and told else most
        )
        choice = completion.choices[0] if completion.choices else None
        text = choice.message.get("content") if choice is not None else None
        if choice is None or not isinstance(text, str) or not text.strip():
            raise Malformed("the answer is empty")
        if choice.finish_reason == "length":
            raise Malformed(f"the answer was cut off at {self._settings.answer_tokens} tokens: say less", text[:2_000])
        return text

    def _refuse_lasting(self, response: Response) -> None:
        if response.status in _PASSING:
            return
        said = " ".join(response.body[:300].decode(errors="replace").split())
        if self._settings.api_key:
            said = said.replace(self._settings.api_key, "…")
        raise ShiomeError(
            "model.refused",
            f"{self._settings.base_url} answers {response.status}: {said or 'without a reason'}",
            ja=f"{self._settings.base_url} が {response.status} を返した: {said or '理由なし'}",
            hint="check the address, the model's name and the key",
            hint_ja="アドレス、モデル名、鍵を確かめる",
            failed=self._settings,
        )

    def _asked_wait(self, response: Response, wait: float) -> float:
        asked = retry_after(response.headers.get("retry-after", ""), now=datetime.now(UTC))
        if asked is None:
            return wait
        if asked > self._settings.longest_wait:
            raise _unavailable(self._settings, f"status {response.status}, it asks to wait {asked:g} seconds")
        return asked


def retry_after(value: str, *, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` header asks to wait; ``None`` for none that can be read.

    >>> retry_after("7", now=datetime.now(UTC))
    7.0
    """
    text = value.strip()
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _unavailable(settings: ModelSettings, reason: str) -> ShiomeError:
    return ShiomeError(
        "model.unavailable",
        f"{settings.base_url} gives no answer: {reason}",
        ja=f"{settings.base_url} から回答がない: {reason}",
        hint="run again later: answers in the cache are kept; or raise the timeout",
        hint_ja="後で再実行する（保存済みの回答は残る）か、待ち時間を延ばす",
        failed=settings,
    )
