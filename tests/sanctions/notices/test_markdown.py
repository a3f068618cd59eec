from datetime import date

from shiome.sanctions.notices.markdown import render_markdown
from shiome.sanctions.notices.model import Facts, Notice, Paragraph, Picture, Section, Table


def test_every_kind_of_block_and_what_means_something_in_markdown():
    blocks = (
        Paragraph("a *b* | c", label="1."),
        Facts("Seen", (("When", ("dawn", "noon")),)),
        Table(("no.", "what"), (1, 2), (("1", "x|y"), ("2", "two\nlines"))),
        Picture("<svg/>", "A map.", 100),
    )
    notice = Notice(
        form="report", language="en", title="Title", subtitle="Report", case="Case c1", as_of=date(2026, 1, 5),
        as_of_text="As of 5 January 2026", marking="TLP:AMBER", simulated="SIMULATED", sections=(Section("Part", blocks),),
    )  # fmt: skip
    assert render_markdown(notice).splitlines() == [
        "# Title", "", "**TLP:AMBER**", "", "**SIMULATED**", "", "Report", "", "Case c1 · As of 5 January 2026", "", "## Part", "",
        r"**1.** a \*b\* \| c", "", "### Seen", "", "- **When**: dawn / noon", "", "| no. | what |", "| --- | --- |",
        r"| 1 | x\|y |", "| 2 | two lines |", "", "*A map.*",
    ]  # fmt: skip
