"""Chinese constructions one by one: who, to whom, what, when, whether it happened, and where in the sentence that stands."""

import pytest
from tests.reading.coding.sentences import as_written, code

Told = tuple[str, str, str, str, str]


def told(text: str, **given: str) -> list[Told]:
    """Doers, those it is done to and event word as written, type and reality."""
    return [as_written(text, event) for event in code(text, "zh", **given).events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # prepositions
        ("日本对俄罗斯实施制裁。", ("日本", "俄罗斯", "实施制裁", "SANCTION", "actual")),
        ("朝鲜向俄罗斯提供了炮弹。", ("朝鲜", "俄罗斯", "提供", "AID", "actual")),
        ("中国与韩国签署了贸易协定。", ("中国与韩国", "", "签署", "SUPPORT", "actual")),
        ("习近平同普京举行了会谈。", ("习近平同普京", "", "会谈", "CONSULT", "actual")),
        ("朝鲜遭到美国谴责。", ("美国", "朝鲜", "谴责", "ACCUSE", "actual")),
        ("朝鲜被美国列入制裁名单。", ("美国", "朝鲜", "列入制裁名单", "SANCTION", "actual")),
        ("中国坚决反对美国部署导弹系统。", ("中国", "美国", "反对", "REJECT", "actual")),
        (
            "美国把一家向朝鲜运送石油的俄罗斯公司列入制裁名单。",
            ("美国", "俄罗斯", "列入制裁名单", "SANCTION", "actual"),
        ),
        ("美国将把一名朝鲜官员列入制裁名单。", ("美国", "朝鲜", "列入制裁名单", "SANCTION", "planned")),
        # what describes a noun
        ("遭美国制裁的俄罗斯企业仍向朝鲜供应燃料。", ("美国", "俄罗斯", "制裁", "SANCTION", "actual")),
        ("向朝鲜运送石油的俄罗斯公司受到关注。", ("俄罗斯", "朝鲜", "运送", "AID", "actual")),
        ("平壤当局释放了三名被拘留的美国公民。", ("平壤", "美国", "释放", "RETREAT", "actual")),
        ("平壤当局释放了三名被拘留的美国公民。", ("平壤", "美国", "拘留", "COERCE", "actual")),
        # verbs in a row, and what one verb governs
        ("金正恩访问俄罗斯并会见普京。", ("金正恩访问俄罗斯并会见普京", "", "会见", "CONSULT", "actual")),
        ("泽连斯基感谢韩国提供人道主义援助。", ("韩国", "泽连斯基", "提供", "AID", "actual")),
        ("日本外务省就朝鲜黑客窃取资金一事向朝方提出抗议。", ("朝鲜", "", "窃取", "COERCE", "actual")),
        ("乌克兰用无人机袭击了俄罗斯境内的机场。", ("乌克兰", "俄罗斯", "袭击", "ASSAULT", "actual")),
        # not done
        ("中国没有谴责朝鲜。", ("中国", "朝鲜", "谴责", "ACCUSE", "negated")),
        ("朝鲜否认向俄罗斯出售武器。", ("朝鲜", "俄罗斯", "出售", "AID", "negated")),
        ("没有证据表明中国向俄罗斯提供了武器。", ("中国", "俄罗斯", "提供", "AID", "negated")),
        # to come, or only thought of
        ("韩美两国拟签署合作备忘录。", ("韩美", "", "签署", "SUPPORT", "planned")),
        ("若朝鲜进行核试验，局势将恶化。", ("朝鲜", "", "核试验", "MOBILIZE", "hypothetical")),
        ("俄罗斯警告韩国不要向乌克兰提供武器。", ("韩国", "乌克兰", "提供", "AID", "hypothetical")),
        ("韩方将不得不考虑向乌克兰提供武器的可能性。", ("韩方", "乌克兰", "提供", "AID", "hypothetical")),
    ],
)
def test_construction(text: str, expected: Told) -> None:
    assert expected in told(text)


def test_who_refuses_to_talk_does_not_talk() -> None:
    assert [(word, plover, reality) for _, _, word, plover, reality in told("朝鲜拒绝与美国对话。")] == [
        ("拒绝", "REJECT", "actual"),
        ("对话", "CONSULT", "negated"),
    ]


def test_the_one_named_last_acts_next() -> None:
    (_, _, word, plover, _) = told("普京向金正恩赠送了一辆轿车，后者对此表示感谢。")[-1]
    assert (word, plover) == ("感谢", "SUPPORT")
    event = code("普京向金正恩赠送了一辆轿车，后者对此表示感谢。", "zh").events[-1]
    assert (event.source, event.recipient) == (("kim_jong_un",), ("putin",))


def test_two_states_understood_from_the_sentence_before() -> None:
    event = code("双方签署了多项协议。", "zh", before="普京访问平壤，与金正恩举行会谈。").events[0]
    assert (set(event.source), event.plover) == ({"RUS", "PRK"}, "SUPPORT")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("韩国国防部表示，朝鲜发射了导弹。", "kr_mnd"),
        ("据日本政府透露，朝鲜发射了导弹。", "JPN"),
        ("据报道，朝鲜发射了导弹。", "reported"),
        ("朝鲜发射了导弹。", ""),
    ],
)
def test_who_says_so(text: str, speaker: str) -> None:
    (event,) = code(text, "zh").events
    assert (event.source, event.plover) == (("PRK",), "MOBILIZE")
    assert event.attribution == speaker


def test_a_governed_clause_keeps_its_date_to_itself() -> None:
    agree, drill = code("韩国和美国同意明年恢复联合军演。", "zh").events
    assert (agree.plover, agree.reality, agree.date_span) == ("AGREE", "actual", None)
    assert (drill.plover, drill.reality, drill.when) == ("COOPERATE", "planned", "2026")


def test_a_drill_of_one_is_a_show_of_force_one_of_two_is_working_together() -> None:
    assert [e.plover for e in code("朝鲜举行了实弹演习。", "zh").events] == ["MOBILIZE"]
    assert [e.plover for e in code("中国和俄罗斯举行了实弹演习。", "zh").events] == ["COOPERATE"]


def test_troops_for_somebody_are_help_troops_alone_are_a_show_of_force() -> None:
    assert [e.plover for e in code("朝鲜向俄罗斯派遣了部队。", "zh").events] == ["AID"]
    assert [e.plover for e in code("美国派遣了航母。", "zh").events] == ["MOBILIZE"]


def test_a_new_government_is_nobody_in_particular() -> None:
    assert code("新政府表示愿意对话。", "zh").mentions == ()


@pytest.mark.parametrize(
    "text",
    [
        "朝鲜族学生学习朝鲜语。",
        "舰艇在日本海航行后访问港口。",
        "俄朝军事合作的影响深远。",
        "今年是中朝建交七十五周年。",
    ],
)
def test_nothing_is_told(text: str) -> None:
    assert told(text) == []
