"""What is said of a register's database never has a password in it, however that was typed."""

import pytest

from sessions.problem import Problem

psycopg = pytest.importorskip("psycopg", reason="needs the extra of the register")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("postgresql://register.example/register", "postgresql://register.example/register"),
        ("service=register", "service=register"),
        ("postgresql://officer:hunter2@register.example/register", "register.example"),
        ("host=register.example password=hunter2", "register.example"),
        ("host=register.example sslpassword=hunter2", "register.example"),
        ("dbname=figures sslpassword=hunter2", "figures"),
        ("host=register.example password=hunter2 register", "what was typed"),
        ("PASSWORD='hunter2", "what was typed"),
        ("postgresql://officer:hunter2 @register.example", "register.example"),
    ],
)
def test_a_password_is_not_repeated(typed: str, said: str) -> None:
    from sessions.register.database import shown

    assert shown(typed) == said


@pytest.mark.parametrize(
    "typed", ["postgresql://officer:hunt%zz@register.example/d", "host=register.example password=a hunt%zz=c"]
)
def test_no_part_of_a_password_is_repeated_where_it_names_no_database(typed: str) -> None:
    from sessions.register.database import parameters_of

    with pytest.raises(Problem, match="names no database") as refused:
        parameters_of(typed)
    assert "hunt" not in str(refused.value)


def test_a_slip_is_named() -> None:
    from sessions.register.database import parameters_of

    with pytest.raises(Problem, match='invalid connection option "hots"'):
        parameters_of("dbname=register hots=register.example")
