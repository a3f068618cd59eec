from __future__ import annotations

from datetime import date

import pytest

from shiome.reading.text.document import TextDocument, read_text
from shiome.reading.text.repair.repair import plain


def read(text: str, name: str = "a.txt") -> TextDocument:
    return read_text(text.encode(), file_name=name, today=date(2100, 1, 1))


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in read(text).sentences]


def kinds(document: TextDocument) -> list[str]:
    return [mark.kind for mark in document.clean.dropped]


WRAPPED = """\
両国は昨年から続く協議の結果として、来年の合同訓練を
再開すると発表した。さらに、閣僚級の対話も続けるとの
方針を確認し、関係国との調整を進める考えを示した。
"""


class TestJoining:
    def test_japanese_lines_join_without_a_space(self) -> None:
        assert sentences(WRAPPED)[0] == "両国は昨年から続く協議の結果として、来年の合同訓練を再開すると発表した。"

    @pytest.mark.parametrize("gap", ["\n\n", "\n \n \n", "\n\n7\n\n", "\n\n- 7 -\n \n", "\f", "\r\n\r\n", "\n "])
    def test_a_gap_inside_a_sentence_goes(self, gap: str) -> None:
        text = WRAPPED + "この方針は、地域の緊張を和らげるものと受け止めるべき" + gap + "ではない、との見方もある。\n"
        assert sentences(text)[-1].endswith("受け止めるべきではない、との見方もある。")

    def test_a_break_before_a_particle_goes_even_where_the_sentence_looks_finished(self) -> None:
        text = WRAPPED + "対話が始まれば、抑止において調整を要することもある\n\nが、基本は保たれるべきだ。\n"
        assert sentences(text)[-1] == "対話が始まれば、抑止において調整を要することもあるが、基本は保たれるべきだ。"

    def test_latin_words_join_with_a_space_inside_japanese(self) -> None:
        text = (
            WRAPPED
            + "多国間の制裁監視の枠組みとして、Multilateral \nSanctions Monitoring Team が発足し、活動を始めた。\n"
        )
        assert "Multilateral Sanctions Monitoring Teamが発足し" in sentences(text)[-1]

    def test_english_words_divided_at_a_line_end_are_made_whole_where_the_text_knows_them(self) -> None:
        text = "The mili-\ntary spoke of a long-\nterm plan. The military and the others agreed\nto it in the end.\n"
        assert sentences(text)[0] == "The military spoke of a long-term plan."

    def test_a_blank_line_after_a_full_stop_parts_paragraphs(self) -> None:
        assert [block.role for block in read(WRAPPED + "\n" + WRAPPED).blocks] == ["text", "text"]

    def test_an_indent_after_a_full_stop_begins_a_paragraph_and_within_a_sentence_does_not(self) -> None:
        document = read(WRAPPED + " " + WRAPPED.replace("\n再開", "\n 再開"))
        assert len(document.blocks) == 2
        assert "合同訓練を再開すると" in document.sentences[-2].text

    def test_one_paragraph_per_line(self) -> None:
        text = "短い段落である。\n次の段落は少し長く、二つの文からなる。これが二つ目だ。\n三つ目。\n"
        assert len(read(text).blocks) == 3


class TestFurniture:
    HEADER = "\n\n3\n\n調査報告 第12号\n2025/4/16\n\n某国際研究所\n「地域安全保障」部会\n\n"

    def test_a_page_header_is_kept_as_metadata(self) -> None:
        document = read(WRAPPED + self.HEADER + WRAPPED)
        assert kinds(document) == ["page number"] + ["page header"] * 4
        assert "研究所" not in document.clean.clean
        told = {name: field.value for name, field in document.metadata.others}
        assert told["report number"] == "調査報告 第12号"
        assert told["group"] == "「地域安全保障」部会"
        assert document.metadata.publisher is not None
        assert document.metadata.publisher.value == "某国際研究所"
        assert document.metadata.dated is not None
        assert document.metadata.dated.found_by == "page header"

    def test_such_lines_away_from_a_page_break_stay(self) -> None:
        assert kinds(read(WRAPPED + "\n某国際研究所\n\n" + WRAPPED)) == []

    def test_a_line_repeated_at_every_page_break_is_a_header(self) -> None:
        pages = [f"季刊 国際情勢\n{'甲乙丙'[n - 1]}の論点として、{WRAPPED}\n{n}" for n in range(1, 4)]
        document = read("\f".join(pages))
        assert kinds(document).count("page header") == 3
        assert "季刊" not in document.clean.clean

    def test_a_year_alone_on_a_line_is_no_page_number(self) -> None:
        assert kinds(read(WRAPPED + "\n2025\n\n年の訓練は延期された。\n")) == []

    def test_a_caption_with_a_line_of_its_own(self) -> None:
        document = read(WRAPPED + "\n首都での記念式典\n(2025年9月 写真: 某通信)\n\n" + WRAPPED)
        assert [mark.value for mark in document.clean.dropped] == ["首都での記念式典 (2025年9月 写真: 某通信)"]
        assert "9月" not in document.clean.clean

    def test_a_caption_that_ran_into_a_column(self) -> None:
        text = (
            "両国は昨年から続く協議の結果として、来年の合同訓練を再開すると発表したが、その時期はまだ定まらない。一方で\n"
            "関係者の間では、対話の再開を\n求める声が根強くあり、首脳は\nその可能性を否定しなかった。\n"
            "関係国のいずれも、これまで両 2024 年 11 月の会談（写真：某通信）\n"
            " 国の接近を妨げることはないだろう。首脳どうしの往来が続けば、協議の枠組みはさらに広がるものとみられている。\n"
        )
        document = read(text)
        assert "関係国のいずれも、これまで両国の接近を妨げることはないだろう。" in [s.text for s in document.sentences]
        assert [mark.value for mark in document.clean.dropped] == ["2024 年 11 月の会談（写真：某通信）"]


class TestHeadings:
    @pytest.mark.parametrize(
        ("line", "heading"),
        [
            ("◆◆今後の展望", "今後の展望"),
            ("■ 提言", "提言"),
            ("２．今後の課題", "2．今後の課題"),
            ("（１）抑止", "（1）抑止"),
            ("日本の対応 ", "日本の対応"),
        ],
    )
    def test_styles_of_heading(self, line: str, heading: str) -> None:
        document = read(f"{WRAPPED}\n{line}\n\n{WRAPPED}")
        found = [sentence for sentence in document.sentences if sentence.heading]
        assert [sentence.text for sentence in found] == [heading]
        assert document.sentences[-1].section == heading.lstrip("（1）2．")

    def test_a_numbered_heading_needs_no_blank_line_after_it(self) -> None:
        document = read(f"{WRAPPED}\n（１）抑止\n{WRAPPED}")
        assert [block.role for block in document.blocks] == ["text", "heading", "text"]

    def test_a_numbered_paragraph_is_none(self) -> None:
        document = read(f"{WRAPPED}\n１、協力の強化：ここではまず両国の同盟と、地域の安保\n協力の強化が確認された。\n")
        assert not any(sentence.heading for sentence in document.sentences)

    def test_lines_of_verse_are_none(self) -> None:
        document = read(WRAPPED + "\n" + "".join(f"第{n}の短い行\n\n" for n in "甲乙丙丁") + WRAPPED)
        assert not any(sentence.heading for sentence in document.sentences)

    @pytest.mark.parametrize("mark", ["• ", "・", "- ", "– "])
    def test_items(self, mark: str) -> None:
        document = read(
            f"{WRAPPED}\n{mark}第一の点は、両国の協議を続けることであり、その枠組みを\n広げることである。\n{mark}第二の点。\n"
        )
        items = [sentence.text for sentence in document.sentences if sentence.role == "bullet"]
        assert items == ["第一の点は、両国の協議を続けることであり、その枠組みを広げることである。", "第二の点。"]
        assert kinds(document) == ["bullet mark", "bullet mark"]


class TestMarks:
    def test_footnote_numbers_go_in_their_order_only(self) -> None:
        document = read("会談が行われた 1。参加国は 4。合意は三つある 9。声明を発表した。2 両国は続けるとした３。")
        assert [mark.value for mark in document.clean.dropped] == ["1", "2", "3"]
        assert (
            document.clean.clean == "会談が行われた。参加国は4。合意は三つある9。声明を発表した。両国は続けるとした。"
        )

    @pytest.mark.parametrize("mark", ["¹", "[3]", "［12］", "（注4）", "*5"])
    def test_explicit_marks_go(self, mark: str) -> None:
        assert read(f"会談が行われた{mark}。").clean.clean == "会談が行われた。"

    @pytest.mark.parametrize("text", ["面積は5km²である。", "（注：公式には認めていない）とされる。", "第5条が 4。"])
    def test_what_only_looks_like_a_mark_stays(self, text: str) -> None:
        assert kinds(read(text)) == []

    def test_english_marks(self) -> None:
        document = read("The talks ended.1 It fell by 0.5 percent, they said.2 Article 5 holds.\n")
        assert [mark.value for mark in document.clean.dropped] == ["1", "2"]


class TestSigns:
    @pytest.mark.parametrize(
        ("raw", "clean"),
        [
            ("一方､訓練は｢延期｣された｡", "一方、訓練は「延期」された。"),
            ("翌年７月にＡＢＣが開いた。", "翌年7月にABCが開いた。"),
            ("か\u3099くせいのﾊﾟｰﾃｨｰ。", "がくせいのパーティー。"),
            ("某氏（ユン)と甲 (乙）は。", "某氏（ユン）と甲（乙）は。"),
            ("構想(FOIP)の下で。", "構想(FOIP)の下で。"),
            ("10 日～20 日と17∼20 日に。", "10日〜20日と17〜20日に。"),
            ("FY2025―1号の可能性－すなわち転換。", "FY2025-1号の可能性—すなわち転換。"),
            ("2024 年 6 月に G20 サミットが。", "2024年6月にG20サミットが。"),
            ("甲 乙と。", "甲 乙と。"),
            ("北朝鮮半島半島有事と北朝鮮半島有事。", "北朝鮮半島有事と北朝鮮半島有事。"),
            ("一歩一歩進む。代々木々。", "一歩一歩進む。代々木々。"),
        ],
    )
    def test_normal_form(self, raw: str, clean: str) -> None:
        document = read(raw)
        assert document.clean.clean == clean
        assert document.raw == raw

    def test_odd_brackets_are_flagged_and_harm_nothing(self) -> None:
        document = read("共通の決意」とともに、「再確認」した。次の（文である。最後の文。")
        assert [flag.kind for flag in document.clean.flags] == ["bracket", "bracket"]
        assert len(document.sentences) == 3

    def test_foreign_script_is_flagged_and_kept(self) -> None:
        document = read("この이슈の再確認が必要である。")
        assert [(flag.kind, flag.original) for flag in document.clean.flags] == [("foreign script", "이슈")]
        assert "이슈" in document.clean.clean

    def test_references_out_of_the_text_and_later_chapters_are_flagged(self) -> None:
        document = read("第4章 半島\n\n訪問（上記）では合意が実現し、双方はこれを歓迎した。\n")
        assert [flag.kind for flag in document.clean.flags] == ["fragment", "dangling reference"]

    def test_korean_spacing_is_left_alone(self) -> None:
        assert read("6월 北 미사일 발사, ２０２５년 훈련.").clean.clean == "6월 北 미사일 발사, 2025년 훈련."


@pytest.mark.parametrize(
    ("term", "form"), [("国防 ５ カ年計画", "国防5カ年計画"), ("トランプ II", "トランプII"), ("A - B", "A - B")]
)
def test_terms_have_the_form_that_clean_text_has(term: str, form: str) -> None:
    assert plain(term) == form
