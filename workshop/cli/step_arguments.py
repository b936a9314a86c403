"""The arguments of commands for talks, table work, cards, guesses and the evaluation: see `workshop.cli`."""

from pathlib import Path
from typing import Any

from workshop.cli.arguments import (
    ITEM,
    PARTNER,
    SESSION,
    STDIN,
    STEP,
    TO,
    command,
    flag,
    of_session,
    optional,
    replacing,
    value,
    values,
)


def add_commands(commands: Any) -> None:
    """Add them to those of the parser."""
    for add in (_talk, _table_work, _cards, _forms, _guess, _evaluation):
        add(commands)


def _talk(commands: Any) -> None:
    talk = of_session(commands, "talk", "at_tables:talk", "say who speaks in a talk, and what about")
    value(talk, "step", "STEP", STEP)
    value(talk, "--speaker", "NAME", "who speaks; '' where that is not known")
    value(talk, "--about", "TEXT", "what it is about, in a sentence")


def _table_work(commands: Any) -> None:
    text = "give the tables of a step their task"
    work = of_session(commands, "table-work", "at_tables:table_work", text)
    value(work, "step", "STEP", STEP)
    optional(work, "task", "TASK", f"what each table is to do; {STDIN}")
    how = work.add_mutually_exclusive_group()
    flag(how, "--each", "then each table feeds back, one after the other")
    flag(how, "--together", "then all tables feed back together")


def _cards(commands: Any) -> None:
    text = "write cards to print and cut out, as a web page: items, and levels to hold up"
    cards = command(commands, "cards", "cards:cards", text, json=True)
    value(cards, "session", "SESSION", f"{SESSION}; else name a pack or a template", nargs="?")
    what = cards.add_mutually_exclusive_group()
    value(what, "--pack", "ID", "instead: the items of a pack, and its levels")
    value(what, "--template", "ID", "instead: those of all packs of a template")
    which = cards.add_mutually_exclusive_group()
    flag(which, "--items", "no levels to hold up")
    flag(which, "--votes", "only levels to hold up")
    value(cards, "--to", "DIR", TO, type=Path)


def _forms(commands: Any) -> None:
    text = "write a form for each partner to answer before the day: a web page, a workbook, and one to print"
    form = command(commands, "form", "forms:form", text, json=True)
    value(form, "session", "SESSION", SESSION)
    value(form, "--to", "DIR", TO, type=Path)
    values(form, "--partner", "PARTNER", f"only the form of this one: {PARTNER}; several times if needed")
    text = "write it as html, xlsx or print; several with commas, or all (default: all)"
    value(form, "--format", "LIST", text, dest="formats", action="append")
    text = "where to send it, and by when, to stand on the form: 'Sam Lee, sam@example.org, by 30 Nov'"
    value(form, "--note", "TEXT", text, default="")


def _guess(commands: Any) -> None:
    text = "record what a partner guesses of a figure, before `reveal` shows it"
    guess = of_session(commands, "guess", "guess:guess", text)
    value(guess, "item", "ITEM", ITEM)
    value(guess, "partner", "PARTNER", f"{PARTNER}; `room` for the whole room")
    text = "such as '40 per cent' or '10; 25; 60'; without any, its guess is taken back"
    optional(guess, "figures", "FIGURES", text)
    replacing(guess, "guesses", "own")


def _evaluation(commands: Any) -> None:
    text = "print how a session was for those who took part, or add words that they say"
    how = of_session(commands, "evaluation", "evaluation:evaluation", text)
    value(how, "--step", "STEP", f"{STEP}; needed where there are several evaluations")
    values(how, "--word", "WORD", "a word that somebody says, or 'useful x3'; several times if needed")
    values(how, "--take-out", "WORD", "take a word out; several times if needed")
