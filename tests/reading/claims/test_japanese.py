"""Japanese constructions of cause, aim, condition, need and concession."""

from __future__ import annotations

import pytest

from shiome.reading.claims.japanese import japanese_claims


def told(text: str) -> list[tuple[str, str, str]]:
    read = japanese_claims(text)
    return [
        (
            read.wording(claim.cause) if claim.cause else "…",
            read.wording(claim.effect) if claim.effect else "…",
            claim.sign,
        )
        for claim in read.claims
    ]


@pytest.mark.parametrize(
    ("text", "cause", "effect"),
    [
        ("雨が続いたため、価格は上がった。", "雨が続いた", "価格は上がった"),
        ("税を下げたことで事態は一変した。", "税を下げた", "事態は一変した"),
        ("干ばつを受けて、政府は備蓄を放出した。", "干ばつ", "政府は備蓄を放出した"),
        ("橋の崩落により、交通が止まった。", "橋の崩落", "交通が止まった"),
        ("選挙を機に両党は和解した。", "選挙", "両党は和解した"),
        ("人口が増えるにつれて、需要が高まった。", "人口が増える", "需要が高まった"),
        ("物価が上がるほど、不満は強まる。", "物価が上がる", "不満は強まる"),
        ("工場の閉鎖で失業が増えた。", "工場の閉鎖", "失業が増えた"),
        ("港の拡張は貿易の増加につながる。", "港の拡張", "貿易の増加"),
        ("凶作が飢饉をもたらした。", "凶作", "飢饉"),
        ("指導者の交代は、改革の転機となった。", "指導者の交代", "改革"),
        ("干ばつの長期化は、農村の不安を広げている。", "干ばつの長期化", "農村の不安"),
        ("収穫が減り、価格は上がらざるを得ない。", "収穫が減る", "価格は上がらざるを得ない"),
        ("国境の閉鎖に反発して、市民は抗議した。", "国境の閉鎖", "市民は抗議した"),
        ("世論の警戒が強いため、政権は慎重にならざるを得ない。", "世論の警戒が強い", "政権は慎重にならざるを得ない"),
        ("選挙の延期は、野党の抗議を招きかねない。", "選挙の延期", "野党の抗議"),
        ("両党の接近を後押ししたのは、共通の敵である。", "共通の敵", "両党の接近"),
        ("計画の見直しを迫る世論の圧力が強い。", "世論の圧力", "計画の見直し"),
        ("洪水によって生じた損害は大きい。", "洪水", "損害"),
        ("農村は長年の干ばつに苦しめられている。", "長年の干ばつ", "農村"),
        ("孤立を避けたいとの思惑もあり、政府は回答を保留した。", "孤立を避けたい", "政府は回答を保留した"),
        ("予算が減らされたことで、計画は頓挫した。", "予算が減らされた", "計画は頓挫した"),
        ("改革の機運は、首相の交代によって生まれた。", "首相の交代", "改革の機運"),
        ("対立が激しくなればなるほど、交渉は長引く。", "対立が激しくなる", "交渉は長引く"),
    ],
)
def test_raises(text: str, cause: str, effect: str) -> None:
    assert (cause, effect, "+") in told(text)


@pytest.mark.parametrize(
    ("text", "cause", "effect"),
    [
        ("関税は貿易の拡大を妨げる。", "関税", "貿易の拡大"),
        ("関税は貿易の拡大を直接妨げる。", "関税", "貿易の拡大"),
        ("首相の発言が、改善した関係を再び冷え込ませた。", "首相の発言", "改善した関係"),
        ("地域の結び付きは、増税により弱まった。", "増税", "地域の結び付き"),
        ("橋を架けるには、資金が不十分であった。", "資金が不十分であった", "橋を架ける"),
        ("雨が続いたため、収穫は減った。", "雨が続いた", "収穫"),
        ("対話を重ねることで、衝突の危険を減らせる。", "対話を重ねる", "衝突の危険"),
        ("汚職は改革の障害となっている。", "汚職", "改革"),
        ("事故が起きないよう、検査を強化した。", "検査を強化した", "事故が起きる"),
        ("衝突を防ぐため、両国は直通電話を置いた。", "両国は直通電話を置いた", "衝突"),
    ],
)
def test_lowers(text: str, cause: str, effect: str) -> None:
    assert (cause, effect, "-") in told(text)


@pytest.mark.parametrize(
    ("text", "condition", "effect"),
    [
        ("雨が続けば、川の水位は上がる。", "雨が続けば", "川の水位は上がる"),
        ("協定が発効した場合でも、関税は残る。", "協定が発効した場合でも", "関税は残る"),
        ("発言が報じられると、株価は下がった。", "発言が報じられると", "株価は下がった"),
        ("合意が成立した場合、貿易は再開する。", "合意が成立した場合", "貿易は再開する"),
        ("資金が集まらなければ、計画は中止になる。", "資金が集まらなければ", "計画は中止になる"),
        ("選挙の結果次第で政策は変わる。", "選挙の結果", "政策は変わる"),
        ("計画が進むかは、資金次第である。", "資金", "計画が進むか"),
        ("改革を進めるには、資金が必要である。", "資金が必要である", "改革を進める"),
    ],
)
def test_conditions(text: str, condition: str, effect: str) -> None:
    read = japanese_claims(text)
    assert (condition, effect, "conditional") in told(text)
    assert condition in [read.wording(claim.condition) for claim in read.claims if claim.condition]


def test_a_concession_with_a_denied_effect_leaves_it_as_it_is() -> None:
    assert told("政権が代わっても、方針は変わらない。") == [("政権が代わっても", "方針は変わらない", "0")]
    assert told("政権が代わっても、方針は続いた。") == []


def test_a_denied_verb_has_no_effect() -> None:
    assert ("増税", "景気の回復", "0") in told("増税は景気の回復につながらない。")


def test_a_concession_is_the_condition_of_a_cause_named_beside_it() -> None:
    text = "交渉が再開されても、新しい環境の下、合意に応じることはない。"
    (claim,) = japanese_claims(text).claims
    assert claim.cause is not None
    assert claim.condition is not None
    assert text[slice(*claim.cause)] == "新しい環境"
    assert text[slice(*claim.condition)] == "交渉が再開されても"


def test_a_cleft_tells_the_effect_first() -> None:
    assert told("計画が遅れたのは、資金が足りなかったからだ。") == [("資金が足りなかった", "計画が遅れた", "+")]


def test_a_background_tells_the_effect_first() -> None:
    assert told("計画の遅れの背景には、資金の不足がある。") == [("資金の不足がある", "計画の遅れ", "+")]


@pytest.mark.parametrize("opener", ["そのため、", "したがって、", "その結果、", "だからこそ"])
def test_an_opener_binds_to_the_sentence_before(opener: str) -> None:
    assert ("…", "計画は中止された", "+") in told(f"{opener}計画は中止された。")


def test_a_reason_for_the_sentence_before() -> None:
    assert told("その背景には資金の不足がある。") == [("資金の不足がある", "…", "+")]


def test_the_topic_of_the_main_clause_is_no_part_of_the_cause() -> None:
    assert ("資金が足りなかった", "計画を延期した", "+") in told("政府は、資金が足りなかったため、計画を延期した。")


def test_the_statement_before_a_break_stays_out() -> None:
    assert told("税は上がったが、支出が増えたため、赤字は残った。") == [("支出が増えた", "赤字は残った", "+")]


@pytest.mark.parametrize(
    "text",
    [
        "両国の首相は首都で会談した。",
        "政府は新しい予算を発表した。",
        "計画は延期されたのである。",
        "会議で首相は演説した。",
        "予算については議論が続く。",
        "昨日は晴れていた。",
        "産業のみならず文化の協力も進めた。",
        "政府は堤防を直すべきである。",
        "水害が続いたため、堤防を直す必要がある。",
        "予算の見直しが求められる。",
        "各国政府により会議が開かれた。",
    ],
)
def test_what_is_no_claim(text: str) -> None:
    assert told(text) == []


def test_spans_of_parts_lie_in_order_and_within_the_sentence() -> None:
    text = "「雨が続いたため、収穫は減った」（注：地方）と伝えられ、価格が上がれば、輸入は増える。"
    for claim in japanese_claims(text).claims:
        for span in (claim.cause, claim.effect, claim.condition, claim.link):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
