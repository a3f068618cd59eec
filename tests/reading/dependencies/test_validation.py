from __future__ import annotations

from datetime import date

import pytest

from shiome.errors import InputRefused
from shiome.reading.dependencies.validation import read_gold

ROW = "1\tAvaria\t_\tPROPN\t_\t_\t0\troot\t_\t_"
TEXT = f"""<Validation><Environment><Verbfile>v.txt</Verbfile><Actorfile>a.txt, b.txt</Actorfile></Environment>
<!-- <Sentence id="commented"></Sentence> -->
<Sentences>
<Sentence date="20200131" id="one" sentence="true">
<EventCoding sourcecode="AVA" targetcode='"THE &amp; GUILD"' eventcode="040"></EventCoding>
<EventCoding noevents = "True" />
<Text>
Avaria &amp; more
</Text><Parse>
{ROW}
</Parse></Sentence>
<Config option="require_dyad" value="FALSE"></Config>
<Config option="new_actor_length" value="4" />
<Sentence date="none" id="two"/>
<EventCoding eventcode="010" sourcecode="A" targetcode="B" />
<Text>Avaria</Text>
<Parse>
{ROW}
</Parse></Sentence>
</Sentences></Validation>"""


def test_both_ways_of_writing_a_record_are_read(tmp_path):
    (tmp_path / "gold.xml").write_text(TEXT)
    gold = read_gold(tmp_path / "gold.xml")
    assert gold.dictionaries == {"Verbfile": ("v.txt",), "Actorfile": ("a.txt", "b.txt")}
    first, second = gold.records
    assert first.identifier == "one"
    assert first.events == (("AVA", '"THE & GUILD"', "040"),)
    assert first.day == date(2020, 1, 31)
    assert first.options.require_dyad
    assert first.sentence.text.strip() == "Avaria & more"
    assert second.day is None
    assert not second.options.require_dyad
    assert second.options.new_actor_length == 4
    assert [token.form for token in second.sentence.tokens] == ["Avaria"]


def test_a_file_without_records_is_refused(tmp_path):
    (tmp_path / "none.xml").write_text("<Validation/>")
    with pytest.raises(InputRefused) as refused:
        read_gold(tmp_path / "none.xml")
    assert refused.value.code == "validation.empty"
