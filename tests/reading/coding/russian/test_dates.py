"""Russian dates, read in a document of 30 September 2025."""

from datetime import date

import pytest

from shiome.reading.coding.dates.find import DateContext, Day, find_dates

DAY = date(2025, 9, 30)


def read(text: str, last: Day | None = None) -> list[str]:
    return [found.edtf for found in find_dates(text, language="ru", context=DateContext(DAY, last))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("19 июня 2024 года", ["2024-06-19"]),
        ("В сентябре прошлого года", ["2024-09"]),
        ("в текущем году", ["2025"]),
        ("в позапрошлом году", ["2023"]),
        ("весной прошлого года", ["2024-21"]),
        ("в 1990-х годах", ["199X"]),
        ("в 1970-е годы", ["197X"]),
        ("в начале 1990-х годов", ["1990/1993"]),
        ("в начале XXI века", ["200X"]),
        ("в конце прошлого века", ["199X"]),
        ("в XX веке", ["19XX"]),
        ("в первой половине 2025 года", ["2025-01/2025-06"]),
        ("на прошлой неделе", ["2025-09-22/2025-09-28"]),
        ("в конце октября пройдут", ["2025-10-21/2025-10-31"]),
        ("с 18 по 28 августа", ["2025-08-18/2025-08-28"]),
        ("Со 2 по 4 декабря прошли", ["2024-12-02/2024-12-04"]),
        ("Со 2 по 4 декабря пройдут", ["2025-12-02/2025-12-04"]),
        ("накануне", ["2025-09-29"]),
        ("вчера", ["2025-09-29"]),
        ("два года назад", ["2023"]),
        ("до конца года", ["2025-09-30/2025-12-31"]),
        ("в четвёртом квартале", ["2025-36"]),
        # a season by itself means one only where it tells when
        ("Весной прошли выборы", ["2025-21"]),
        ("Зимой прошли выборы", ["2024-24"]),
        ("Зимой пройдут выборы", ["2025-24"]),
        ("осень была тёплой", []),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "last", "expected"),
    [
        ("в июле того же года", Day(2023, 4), "2023-07"),
        ("на следующий день", Day(2023, 11, 22), "2023-11-23"),
        ("накануне", Day(2023, 11, 22), "2023-11-21"),
        ("месяцем позже", Day(2023, 12), "2024-01"),
        ("в тот же день", Day(2020, 6, 9), "2020-06-09"),
        ("летом", Day(2018, 6, 12), "2018-22"),
    ],
)
def test_dates_counted_from_the_last_one_named(text: str, last: Day, expected: str) -> None:
    assert read(text, last) == [expected]
