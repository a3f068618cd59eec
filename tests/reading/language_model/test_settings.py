import pytest

from shiome.errors import InputRefused
from shiome.reading.language_model import ModelSettings, key_from, prompt_version
from shiome.reading.language_model.answer import answer_schema
from shiome.reading.language_model.prompt import instructions
from shiome.vocabulary.plover import TYPES


def settings(**more):
    return ModelSettings(**{"base_url": "https://models.example/v1", "model": "small", **more})


@pytest.mark.parametrize(
    "bad",
    [
        {"base_url": "models.example"},
        {"base_url": "ftp://models.example"},
        {"base_url": "https://"},
        {"base_url": "https://models.example/v1?x=1"},
        {"base_url": "https://user:pass@models.example"},
        {"base_url": "http://models.example:99999999"},
        {"base_url": "http://models.example", "api_key": "k"},
        {"api_key": "k\r\nX-Evil: 1"},
        {"model": " "},
        {"attempts": 0},
        {"mends": -1},
        {"timeout": 0},
        {"timeout": float("nan")},
        {"largest_answer": 0},
        {"answer_tokens": 0},
        {"prompt_price": -1.0},
        {"budget": 1.0},
        {"budget": -1.0, "prompt_price": 1.0},
    ],
)
def test_settings_that_cannot_work_are_refused(bad):
    with pytest.raises(InputRefused) as caught:
        settings(**bad)
    assert caught.value.code == "model.settings"
    assert caught.value.hint
    assert "pass" not in caught.value.line("ja")


def test_a_key_may_go_unencrypted_to_this_machine():
    assert settings(base_url="http://localhost:8000/v1", api_key="k").api_key == "k"


def test_the_key_comes_from_the_environment():
    assert key_from({"SHIOME_MODEL_KEY": "a", "OTHER": "b"}) == "a"
    assert key_from({"SHIOME_MODEL_KEY": "a", "OTHER": "b"}, "OTHER") == "b"
    assert key_from({}) == ""


def test_settings_are_frozen():
    with pytest.raises(AttributeError):
        settings().model = "other"


def test_the_instructions_name_every_type_and_every_field_of_the_answer():
    text = instructions()
    assert all(f"- {name}:" in text for name in (*TYPES, "NONE"))
    fields = {name for shape in answer_schema()["$defs"].values() for name in shape["properties"]}
    assert {name for name in fields if f'"{name}"' not in text} == set()


def test_a_change_of_the_instructions_is_another_version(monkeypatch):
    before = prompt_version()
    monkeypatch.setattr("shiome.reading.language_model.prompt.instructions", lambda: "other words")
    assert prompt_version() != before
