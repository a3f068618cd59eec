import pytest

from shiome.errors import RecordRefused
from shiome.outlook.model import Statement


def test_a_statement_without_evidence_is_refused():
    with pytest.raises(RecordRefused, match="no evidence") as refused:
        Statement(text="The talks resumed.", evidence=())
    assert refused.value.code == "outlook.evidence"
    assert "根拠がない" in refused.value.line("ja")
