"""What was typed wrongly is told in the language of the reader, with the status of usage."""

import pytest
from tests.cli.program import run

from shiome.cli.usage import in_japanese


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["records", "nothing"], "'kind' に 'nothing' は使えない。'event'、'wording'、"),
        (
            ["policy", "bargain", "--model", "x"],
            "'--model' に 'x' は使えない。'utility'、'spatial' のいずれかを指定する",
        ),
        (["records", "event", "--limit", "x"], "'--limit' / '-n' には整数を指定する"),
        (["records", "event", "--limit", "0"], "'--limit' / '-n' には 1 以上の数を指定する"),
        (["warning", "demo", "--seconds", "x"], "'--seconds' には数を指定する"),
        (["records"], "引数 'kind' がない。event、wording、"),
        (["search"], "引数 'query' がない"),
        (["search", "a", "b"], "余分な引数がある（b）"),
        (["records", "event", "--nope"], "--nope というオプションはない。近いのは --known、--topic"),
        (["records", "event", "--zzzzzz"], "--zzzzzz というオプションはない"),
        (["recrods"], "'recrods' という命令はない。近いのは 'records'"),
        (["zzzzzz"], "'zzzzzz' という命令はない"),
        (["search", "x", "--json=1"], "オプション '--json' は値を取らない"),
        (["feeds", "load", "x", "--store"], "オプション '--store' には値が要る"),
    ],
)
def test_a_mistake_is_told_in_japanese(monkeypatch, arguments, told):
    monkeypatch.setenv("SHIOME_LANG", "ja")
    ran = run(*arguments)
    assert ran.status == 2
    assert f"誤り: {told}" in ran.err
    assert "Error" not in ran.err
    assert "Value error" not in ran.err
    assert not ran.out


def test_the_option_decides_before_the_setting(monkeypatch):
    monkeypatch.setenv("SHIOME_LANG", "ja")
    assert "is not one of" in run("records", "nothing", "--lang", "en").err
    assert "使えない" in run("records", "event", "--lang", "fr").err
    monkeypatch.delenv("SHIOME_LANG")
    assert "使えない" in run("records", "nothing", "--lang=ja").err
    assert "使い方: " in run("records", "nothing", "--lang=ja").err


@pytest.mark.parametrize(("language", "told"), [("ja", "中断した"), ("en", "interrupted")])
def test_an_interruption_is_told_with_its_status(monkeypatch, tmp_path, language, told):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setenv("SHIOME_LANG", language)
    monkeypatch.setattr("shiome.bulk.load_feed", interrupted, raising=False)
    ran = run("feeds", "load", tmp_path / "file")
    assert (ran.status, told in ran.err) == (130, True)


def test_english_and_help_stay_as_they_are(monkeypatch):
    ran = run("records", "nothing")
    assert ran.status == 2
    assert "Error: Invalid value for 'kind'" in ran.err
    monkeypatch.setenv("SHIOME_LANG", "ja")
    assert "Usage:" in run("feeds").err + run("feeds").out
    assert run("--version").status == 0
    assert in_japanese("Something else.") is None
