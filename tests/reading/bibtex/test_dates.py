"""Dates of .bib entries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actes.reading.bibtex.dates import Dated, known_month, read_date


@pytest.mark.parametrize(
    ("fields", "csl", "remark"),
    [
        ({"date": "2014-06-12"}, {"date-parts": [[2014, 6, 12]]}, ""),
        ({"date": "2015/2016"}, {"date-parts": [[2015], [2016]]}, ""),
        ({"date": "1985~"}, {"date-parts": [[1985]], "circa": True}, ""),
        ({"date": "-0350"}, {"date-parts": [[-350]]}, ""),
        ({"date": "2012-00-00"}, {"date-parts": [[2012]]}, ""),
        ({"date": "12 mars 2014"}, {"date-parts": [[2014, 3, 12]]}, "unclear"),
        ({"year": "2012", "month": "{mars}"}, {"date-parts": [[2012, 3]]}, ""),
        ({"year": "2012", "month": "septembre", "day": "3"}, {"date-parts": [[2012, 9, 3]]}, ""),
        ({"year": "2012", "month": "jan-feb"}, {"date-parts": [[2012, 1], [2012, 2]]}, ""),
        ({"year": "2012", "month": "jul~18--22"}, {"date-parts": [[2012, 7, 18], [2012, 7, 22]]}, ""),
        ({"year": "1998a"}, {"date-parts": [[1998]]}, "suffix"),
        ({"year": "2012-13"}, {"date-parts": [[2012], [2013]]}, "unclear"),
        ({"year": "[s. d.]"}, {"literal": "s. d."}, ""),
        ({"year": "sous presse"}, {"literal": "sous presse"}, ""),
        ({"year": "an VII"}, {"literal": "an VII"}, "unclear"),
        ({"year": "c. 1850"}, {"date-parts": [[1850]], "circa": True}, ""),
        ({"year": "350 av. J.-C."}, {"date-parts": [[-350]]}, ""),
    ],
)
def test_dates(fields: dict[str, str], csl: dict[str, object], remark: str) -> None:
    assert read_date(fields) == Dated(csl, remark=remark)


def test_a_reprint_tells_both_years() -> None:
    for typed in ("2004 [1895]", "[1895] 2004"):
        dated = read_date({"year": typed})
        assert dated == Dated({"date-parts": [[2004]]}, {"date-parts": [[1895]]})


def test_other_dates_have_no_year_to_fall_back_on() -> None:
    assert read_date({"year": "2000"}, "url") is None
    assert read_date({"urldate": "2020-01-02"}, "url") == Dated({"date-parts": [[2020, 1, 2]]})


def test_months() -> None:
    assert known_month("3") and known_month("Mars") and known_month("printemps") and known_month("12 juin")
    assert not known_month("nivôse") and not known_month("13")


@given(st.text(max_size=30), st.text(max_size=20))
def test_nothing_typed_is_lost_or_raises(year: str, month: str) -> None:
    dated = read_date({"year": year, "month": month})
    if dated:
        assert dated.csl.get("date-parts") or dated.csl.get("literal") or not year.strip(" \t,.;{}\\")
