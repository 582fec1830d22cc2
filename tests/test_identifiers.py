"""Check characters of identifiers: right ones, wrong ones, the forms they are given in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actes import identifiers


@pytest.mark.parametrize(
    "text",
    ["0000-0002-1825-0097", "https://orcid.org/0000-0001-5109-3700", "0000-0002-1694-233X", "0000-0002-1694-233x"],
)
def test_orcid(text: str) -> None:
    assert identifiers.is_orcid(text)


@pytest.mark.parametrize(
    "text", ["0000-0002-1825-0098", "0000-0002-1825-009", "000000021825009 7", "", "X", "0000-0002-1694-2330"]
)
def test_not_an_orcid(text: str) -> None:
    assert not identifiers.is_orcid(text)


@settings(deadline=None)
@given(st.text(alphabet="0123456789", min_size=15, max_size=15))
def test_one_check_character_fits_each_orcid(digits: str) -> None:
    def written(last: str) -> str:
        whole = digits + last
        return "-".join(whole[i : i + 4] for i in range(0, 16, 4))

    assert sum(identifiers.is_orcid(written(last)) for last in "0123456789X") == 1


@pytest.mark.parametrize(
    "text", ["https://ror.org/015m7wh34", "ror.org/05dxps055", "02feahw73", "https://ror.org/02FEAHW73/"]
)
def test_ror(text: str) -> None:
    assert identifiers.is_ror(text)


@pytest.mark.parametrize("text", ["https://ror.org/015m7wh35", "02feahw7", "02feahl73", "", "https://ror.org/"])
def test_not_a_ror(text: str) -> None:
    assert not identifiers.is_ror(text)


def test_issn() -> None:
    assert identifiers.is_issn("1234-5679")
    assert identifiers.is_issn("2434-561X")
    assert identifiers.is_issn("2434-561x")
    assert not identifiers.is_issn("1234-5678")
    assert not identifiers.is_issn("1234 5679 0")


def test_isbn() -> None:
    assert identifiers.is_isbn("978-2-07-036822-8")
    assert identifiers.is_isbn("2-07-036822-X")
    assert identifiers.is_isbn("9780306406157")
    assert not identifiers.is_isbn("978-2-07-036822-7")
    assert not identifiers.is_isbn("2-07-036822-8")
    assert not identifiers.is_isbn("971-2-07-036822-8")
    assert not identifiers.is_isbn("")


def test_doi() -> None:
    assert identifiers.is_doi("10.5555/alliance.2017.01")
    assert identifiers.is_doi("https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15")
    assert identifiers.bare_doi("http://dx.doi.org/10.5555/a") == identifiers.bare_doi("doi: 10.5555/a") == "10.5555/a"
    for wrong in ("10.55/a", "10.5555/", "10.5555", "11.5555/a", "10.5555/a b", "https://example.org/10.5555/a"):
        assert not identifiers.is_doi(wrong)


def test_email() -> None:
    assert identifiers.is_email("ysolde.leparvis@sarvanne.example.org")
    for wrong in ("ysolde", "a@b", "a b@example.org", "a@example..org", "a@example.org, b@example.org"):
        assert not identifiers.is_email(wrong)
