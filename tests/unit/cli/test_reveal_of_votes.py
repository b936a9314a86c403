"""A vote on the shell is said in dots: where they went, whose are there, and what is refused."""

import json
from collections.abc import Callable

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tables(run: Run) -> str:
    """Id of a learning set at three tables, where people answer."""
    partners = [word for number in (1, 2, 3) for word in ("--partner", f"Table {number}")]
    return run("new", "--template", "tips-and-pulse", *partners, "--people-answer", "--no-open")[1].strip()


def test_where_the_dots_went_can_be_read_one_way_only(run: Run, tables: str) -> None:
    err = run("vote", tables, "s3", "Table 1", "1=3", "7=4", "10=1", "--people", "5")[2]
    assert "Table 1: 3 dots on 1, 4 dots on 7, 1 dot on 10; hidden until the reveal" in err
    assert "Table 2: 1 dot on 4;" in run("vote", tables, "s3", "Table 2", "4")[2]
    assert "Table 2: no dots;" in run("vote", tables, "s3", "Table 2")[2]


def test_its_reveal_and_its_refusals_speak_of_dots(run: Run, tables: str) -> None:
    run("vote", tables, "s3", "Table 1", "--totals", "1=3", "--people", "5")
    code, _, err = run("vote", tables, "s3", "--totals", "1=3", "--people", "15")
    assert code == 2
    assert "Partners have placed dots in Dots on the ten tips already" in err
    assert "Take back their dots first" in err
    assert "answer" not in err
    assert run("reveal", tables, "s3")[2] == "Dots on the ten tips: revealed, the dots of 1 of 3 partners\n"
    assert run("vote", tables, "s3", "--totals", "1=3", "--people", "15", "--replace")[0] == 0
    code, _, err = run("vote", tables, "s3", "Table 1", "1=1")
    assert (code, "The whole room has placed dots in Dots on the ten tips as one" in err) == (2, True)
    assert "Take back its dots first" in err


def test_scripts_read_what_they_read_before(run: Run, tables: str) -> None:
    run("vote", tables, "s3", "Table 1", "1=3")
    data = json.loads(run("reveal", tables, "s3", "--json")[1])
    assert data == {"step": "s3", "round": 1, "revealed": True, "answers": 1}
