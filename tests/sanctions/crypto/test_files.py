from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.sanctions.casework.cases import pack

from shiome.errors import InputRefused
from shiome.sanctions.crypto import funding_of, read_labels, read_transfers
from shiome.sanctions.crypto.funding import violation_of_theft

A, B = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
ROWS = f"id,time,from,to,asset,amount\nt2,2025-01-02T00:00:00Z,{A},{B.upper()},BTC,0.1\nt1,2025-01-01,{B},{A},BTC,2\n"


@pytest.fixture
def graph(tmp_path):
    file = tmp_path / "graph.csv"
    file.write_text(ROWS, encoding="utf-8")
    return file


def test_transfers_come_by_time_with_their_lines(graph):
    found = read_transfers(graph)
    assert [(each.id, each.where) for each in found] == [("t1", "graph.csv, line 3"), ("t2", "graph.csv, line 2")]
    assert (found[1].target, found[1].amount) == (B, 10**17)
    assert [each.id for each in read_transfers(graph, as_of=date(2025, 1, 1))] == ["t1"]


def test_parquet_gives_the_same(graph, tmp_path):
    table = {"id": ["t2", "t1"], "time": ["2025-01-02T00:00:00Z", "2025-01-01"], "from": [A, B], "to": [B.upper(), A]}
    file = tmp_path / "graph.parquet"
    pq.write_table(pa.table(table | {"asset": ["BTC"] * 2, "amount": ["0.1", "2"]}), file)
    plain = [(each.id, each.at, each.source, each.target, each.amount) for each in read_transfers(graph)]
    assert [(each.id, each.at, each.source, each.target, each.amount) for each in read_transfers(file)] == plain


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (A, A[:-1] + "b", "graph.csv, line 2: address .* checksum"),
        (",2\n", ",-2\n", "graph.csv, line 3: '-2' is no amount"),
        ("2025-01-01,", "soon,", "graph.csv, line 3: 'soon' is no time"),
        (",BTC,2\n", "\n", "graph.csv, line 3: the line is cut short"),
        ("asset,amount", "asset,value", "graph.csv, line 1: there is no column amount"),
    ],
)
def test_bad_rows_are_refused_with_file_and_line(graph, old, new, expected):
    graph.write_text(ROWS.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputRefused, match=expected) as caught:
        read_transfers(graph)
    assert "graph.csv" in caught.value.ja


@pytest.mark.parametrize("name", ["none.csv", "none.parquet", "bad.parquet"])
def test_files_that_cannot_be_read(tmp_path, name):
    (tmp_path / "bad.parquet").write_bytes(b"no")
    with pytest.raises(InputRefused, match=name):
        read_transfers(tmp_path / name)


def test_labels_have_a_kind_a_source_and_a_day(tmp_path):
    file = tmp_path / "labels.csv"
    head = "address,kind,name,source,date\n"
    file.write_text(f"{head}{A},mixer,M,report 7,2025-01-05\n", encoding="utf-8")
    assert read_labels(file)[0].on == date(2025, 1, 5)
    assert read_labels(file, as_of=date(2025, 1, 4)) == ()
    for row in (f"{A},laundry,M,report,2025-01-05", f"{A},mixer,M,,2025-01-05", f"{A},mixer,M,report,soon"):
        file.write_text(f"{head}{row}\n", encoding="utf-8")
        with pytest.raises(InputRefused, match=r"labels.csv, line 2"):
            read_labels(file)


def test_what_the_proceeds_pay_for():
    violation = violation_of_theft(pack())
    assert violation == "crypto-theft"
    assert [each.link for each in funding_of(pack(), violation, as_of=date(2025, 6, 1))] == ["crypto-funds-buildup"]
    assert funding_of(pack(), violation, as_of=date(2025, 1, 1)) == ()
