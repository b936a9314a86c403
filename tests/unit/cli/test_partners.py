"""Partners as people type them: names, sectors by any sensible beginning, and a guess where none is named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

from sessions.rows import SECTORS, Sector
from workshop.suggestions import USUAL_PARTNERS, find_sector, guess_sector, parse_partner


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("council", "council"),
        (" NHS ", "NHS"),
        ("nhs", "NHS"),
        ("vol", "voluntary"),
        ("Providers", None),
        ("prov", "provider"),
        ("lived-experience", "lived experience"),
        ("LIVED_EXPERIENCE", "lived experience"),
        ("lived  ex", "lived experience"),
        ("Voluntary sector", "voluntary"),
        ("other", "other"),
        ("c", None),
        ("", None),
        ("12", None),
        ("police", None),
    ],
)
def test_sectors_by_name(text: str, sector: Sector | None) -> None:
    assert find_sector(text) == sector


@pytest.mark.parametrize("sector", SECTORS)
def test_every_sector_is_found_by_its_name_and_its_beginning(sector: Sector) -> None:
    assert find_sector(sector) == find_sector(sector.upper()) == find_sector(sector[:3]) == sector


@pytest.mark.parametrize(
    ("name", "sector"),
    [
        *USUAL_PARTNERS,
        ("Exampleshire County Council", "council"),
        ("London Borough of Sample", "council"),
        ("Public Health", "council"),
        ("Council for Voluntary Service", "voluntary"),
        ("Age UK Exampleshire", "voluntary"),
        ("Mind", "voluntary"),
        ("Healthwatch", "voluntary"),
        ("Exampleshire ICB", "NHS"),
        ("St Elsewhere's Hospital", "NHS"),
        ("North Vale NHS Foundation Trust", "NHS"),
        ("GPs", "NHS"),
        ("Sunny Care Ltd", "provider"),
        ("Care homes", "provider"),
        ("Experts by experience", "lived experience"),
        ("Carers", "lived experience"),
        ("Service users’ group", "lived experience"),
        ("Minders of the gate", "other"),
        ("Police", "other"),
        ("", "other"),
    ],
)
def test_sectors_are_guessed_from_names(name: str, sector: Sector) -> None:
    assert guess_sector(name) == sector


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("County Council:council", ("County Council", "council", None)),
        ("Team 7 : NHS", ("Team 7", "NHS", None)),
        ("Team 7:NHS:12", ("Team 7", "NHS", 12)),
        ("Alliance: north: vol :4 ", ("Alliance: north", "voluntary", 4)),
        ("Alliance: north", ("Alliance: north", "other", None)),
        ("Ward: 12", ("Ward: 12", "other", None)),
        ("Team 7:NHS:many", ("Team 7:NHS:many", "NHS", None)),
        ("Team 7:NHS:0", ("Team 7", "NHS", 0)),
        ("Team 7:NHS:²", ("Team 7:NHS:²", "NHS", None)),
        (":NHS", ("", "NHS", None)),
        ("ICB", ("ICB", "NHS", None)),
        ("", ("", "other", None)),
    ],
)
def test_partners(text: str, partner: tuple[str, Sector, int | None]) -> None:
    assert parse_partner(text) == partner


@given(st.text(max_size=30), st.sampled_from(SECTORS), st.none() | st.integers(1, 9999))
@settings(max_examples=80)
def test_a_partner_that_is_written_out_is_read_back(name: str, sector: Sector, members: int | None) -> None:
    text = f"{name}:{sector}" + (f":{members}" if members else "")
    assert parse_partner(text) == (name.strip(), sector, members)
