"""Markings in the words of readers."""

import pytest

from shiome.outlook.markings import reader_marking
from shiome.records.marking import Marking
from shiome.region.pack import load_pack, locate


@pytest.mark.parametrize(
    ("language", "to", "told"),
    [
        ("en", (), "TLP:AMBER"),
        ("en", ("tcog-2", "KOR"), "TLP:AMBER REL TO TCOG II, Republic of Korea"),
        ("ja", ("KOR", "nobody-known"), "TLP:AMBER REL TO 韓国, nobody-known"),
    ],
)
def test_recipients_are_called_as_readers_call_them(language, to, told):
    assert reader_marking(Marking(tlp="AMBER", to=to), load_pack(locate("peninsula")), language) == told
