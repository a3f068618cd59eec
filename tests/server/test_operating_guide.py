"""The operator's guide says what the settings are: all of them, with their defaults."""

from __future__ import annotations

import configparser
import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from shiome.server.metrics import Metrics
from shiome.server.settings import Limits, Settings, settings_of

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = (DOCS / "how-to" / "operate.md").read_text(encoding="utf-8")
EXAMPLE = tomllib.loads(re.search(r"```toml\n(.*?)```", GUIDE, re.DOTALL)[1])  # type: ignore[index]


def test_the_example_is_a_settings_file_with_the_defaults() -> None:
    settings = settings_of(EXAMPLE, environment={})
    assert settings.server.limits == Limits()
    assert settings.log == Settings().log
    assert settings.server.stop_seconds == Settings().server.stop_seconds
    assert settings.server.free_bytes == Settings().server.free_bytes


def test_every_setting_is_in_the_guide() -> None:
    def missing(kind: type, given: dict[str, object]) -> list[str]:
        found = []
        for field in msgspec.structs.fields(kind):
            value = given.get(field.name)
            if value is None:
                found.append(field.name)
            elif isinstance(value, dict):
                inner = field.type if isinstance(field.type, type) else field.type.__args__[0]
                found += missing(inner, value)
        return found

    assert missing(Settings, EXAMPLE) == []


def test_every_metric_is_in_the_guide() -> None:
    families = {family.name for family in Metrics().registry.collect()}
    for name in families:
        assert name.startswith("process_") or f"`{name}" in GUIDE, name


@pytest.mark.parametrize("name", ["shiome-exchange.service", "shiome-serve.service"])
def test_units_start_what_the_guide_says(name: str) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(DOCS / "deploy" / name)
    assert unit["Service"]["Type"] == "notify"
    assert " --settings /etc/shiome/" in unit["Service"]["ExecStart"]
    assert int(unit["Service"]["TimeoutStopSec"]) > 2 * Settings().server.stop_seconds
    for setting in ("NoNewPrivileges", "PrivateTmp", "ProtectHome", "RestrictNamespaces"):
        assert unit["Service"][setting] == "yes"
    assert unit["Service"]["ProtectSystem"] == "strict"
