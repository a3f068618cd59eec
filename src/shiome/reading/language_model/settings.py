"""Which model is asked, how patiently, and for how much money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NoReturn
from urllib.parse import urlsplit

from shiome.errors import InputRefused

KEY_VARIABLE = "SHIOME_MODEL_KEY"
"""Environment variable that holds the key, unless another is named."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, kw_only=True)
class ModelSettings:
    """Settings of a model as coder.

    Raises
    ------
    InputRefused
        An address, number or key that cannot be used (``model.settings``).
    """

    base_url: str
    """Address under which ``/chat/completions`` answers, such as ``http://127.0.0.1:8000/v1``."""
    model: str
    """Name of the model at that address."""
    api_key: str = field(default="", repr=False)
    timeout: float = 60.0
    """Seconds for one whole answer, from connection to last byte."""
    attempts: int = 4
    """How often one question is sent when the endpoint is busy, broken or silent."""
    mends: int = 2
    """How often a malformed answer is sent back with what is wrong with it."""
    longest_wait: float = 60.0
    """Seconds beyond which a wait that the endpoint asks for is not waited."""
    answer_tokens: int = 4_000
    """Longest answer asked for."""
    largest_answer: int = 1_000_000
    """Bytes beyond which an answer is refused unread."""
    temperature: float | None = 0.0
    """``None`` for models that take no temperature."""
    answer_form: Literal["json_object", "json_schema", "free"] = "json_object"
    """What the endpoint is told of the form of the answer; it is checked in any case."""
    limit_name: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    """Name under which the endpoint takes ``answer_tokens``."""
    prompt_price: float = 0.0
    """Price of a million prompt tokens."""
    completion_price: float = 0.0
    """Price of a million completion tokens, in the same money."""
    budget: float | None = None
    """Most that one coder may spend, in the same money; ``None`` for no limit."""
    cache: Path | None = None
    """Folder that keeps answers; with it a run that was stopped goes on where it was. ``None`` keeps none."""

    def __post_init__(self) -> None:
        address = urlsplit(self.base_url)
        if address.scheme not in ("http", "https") or not address.hostname or address.query or address.fragment:
            _refuse(f"{self.base_url!r} is no address of an endpoint", "give one such as http://127.0.0.1:8000/v1")
        if "@" in address.netloc:
            _refuse("the address of the endpoint holds a password", "give the key by the environment")
        try:
            _ = address.port
        except ValueError:
            _refuse(f"{self.base_url!r} has no usable port", "give one such as http://127.0.0.1:8000/v1")
        if self.api_key and not (self.api_key.isascii() and self.api_key.isprintable()):
            _refuse("the key holds characters that no header can carry", "check the environment variable")
        if self.api_key and address.scheme == "http" and address.hostname not in _LOOPBACK:
            _refuse("the key would go over the network unencrypted", "use an https address, or give no key")
        if not self.model.strip():
            _refuse("no model is named", "name the model that the endpoint serves")
        self._check_numbers()

    def _check_numbers(self) -> None:
        counts = {"attempts": self.attempts, "answer_tokens": self.answer_tokens, "largest_answer": self.largest_answer}
        for name, count in counts.items():
            if count < 1:
                _refuse(f"{name} is {count}", "give a number from 1 up")
        amounts = {
            "mends": self.mends,
            "longest_wait": self.longest_wait,
            "prompt_price": self.prompt_price,
            "completion_price": self.completion_price,
            "budget": self.budget or 0.0,
        }
        for name, amount in amounts.items():
            if not 0 <= amount < float("inf"):
                _refuse(f"{name} is {amount}", "give a number from 0 up")
        if not 0 < self.timeout < float("inf"):
            _refuse(f"timeout is {self.timeout}", "give seconds above 0")
        if self.budget is not None and not (self.prompt_price or self.completion_price):
            _refuse("a budget is given without prices", "give the prices of a million tokens, or no budget")


def key_from(environment: Mapping[str, str], variable: str = KEY_VARIABLE) -> str:
    """The key that the environment holds; empty where it holds none (many local endpoints need none).

    >>> key_from({"SHIOME_MODEL_KEY": " k-1 "})
    'k-1'
    """
    return environment.get(variable, "").strip()


def _refuse(message: str, hint: str) -> NoReturn:
    raise InputRefused("model.settings", message, ja=_JA.get(hint, message), hint=hint)


_JA = {
    "give the key by the environment": "エンドポイントのアドレスにパスワードが含まれている。鍵は環境変数で渡す",
    "check the environment variable": "鍵にヘッダーで送れない文字がある。環境変数を確かめる",
    "use an https address, or give no key": "鍵が暗号化されずに送られる。https のアドレスを使うか、鍵を渡さない",
    "name the model that the endpoint serves": "モデル名がない。エンドポイントのモデル名を渡す",
    "give the prices of a million tokens, or no budget": "予算に単価がない。百万トークンの単価を渡すか、予算を外す",
}
