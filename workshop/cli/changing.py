"""The arguments of commands that run a session from the shell: see `workshop.cli`."""

from pathlib import Path
from typing import Any

from workshop.cli.arguments import (
    ITEM,
    NOTE_KINDS,
    PARTNER,
    SESSION,
    STATUSES,
    STDIN,
    STEP,
    bringing_in,
    command,
    flag,
    of_session,
    optional,
    replacing,
    value,
    values,
)
from workshop.cli.over_sessions import as_files

CHECK_ANSWERS = ("yes", "partly", "no", "unknown")
PARTS = ("leads", "supports", "asked", "told", "none")
ACTION = "the action's number, such as A7"
NOTE = "the note's number, such as N3"
PLACE = f"where to go: {ITEM}, or {STEP}"


def add_commands(commands: Any) -> None:
    """Add them to those of the parser."""
    for add in (
        *(_answers, _items, _checks, _votes, _questions, _roles, _turns),
        *(_actions, _notes, _room, _agenda, _taking_back),
    ):
        add(commands)


def _answers(commands: Any) -> None:
    text = "show the room the answers on an item, or the dots of a vote"
    reveal = of_session(commands, "reveal", "reveal:reveal", text)
    value(reveal, "what", "ITEM|STEP", f"{ITEM}; for a vote, {STEP}")
    flag(reveal, "--second-round", "instead: answer this item once more after the talk")
    text = "put on record why a partner does not share the agreed level"
    dissent = of_session(commands, "dissent", "reveal:dissent", text)
    value(dissent, "item", "ITEM", ITEM)
    value(dissent, "partner", "PARTNER", PARTNER)
    optional(dissent, "reason", "REASON", STDIN)
    flag(dissent, "--withdraw", "take it back")


def _checks(commands: Any) -> None:
    text = "answer a check with yes, partly or no"
    tick = of_session(commands, "tick", "checks:tick", text)
    value(tick, "item", "ITEM", ITEM)
    text = "yes, partly, no or unknown"
    value(tick, "answer", "ANSWER", text, choices=CHECK_ANSWERS).required = False
    value(tick, "--question", "N", "instead: one of the questions under it, by its number", type=int)
    value(
        tick, "--partner", "PARTNER", f"what this partner says, hidden until `reveal`: {PARTNER}; or `room`"
    )
    value(tick, "--counts", "N,N,N", "with --partner: a show of hands for yes, partly and no")
    value(tick, "--dont-know", "N", "with --counts: how many don't know", type=int)
    replacing(tick, "show of hands", "answers")
    flag(tick, "--correct", "correct what the room has seen of a partner; the record keeps what it was")
    flag(tick, "--back", "take the answer back")
    value(tick, "--remark", "TEXT", f"a remark on it, as a comment: {STDIN}")
    text = "list the checks of a session, and how far each section has got"
    checks = of_session(commands, "checks", "checks:checks", text)
    flag(checks, "--left", "only what is not answered yet")
    who = checks.add_mutually_exclusive_group()
    value(who, "--by-partner", "STEP", f"from now on each partner answers first in this step: {STEP}")
    value(who, "--together", "STEP", "from now on the room gives one answer in this step")


def _items(commands: Any) -> None:
    text = "add an item in the room, and print its id; correct one, or take it out"
    added = of_session(commands, "add-item", "items:add_item", text)
    text = f"where: {STEP}; or an item or section that it comes behind (default: where the session is)"
    optional(added, "place", "STEP|SECTION", text)
    optional(added, "text", "TEXT", f"what is to be discussed, or voted on; {STDIN}")
    instead = added.add_mutually_exclusive_group()
    value(instead, "--edit", ("ITEM", "TEXT"), "correct an item that was added", nargs=2)
    value(instead, "--remove", "ITEM", "take out an item that was added")


def _votes(commands: Any) -> None:
    vote = of_session(
        commands, "vote", "votes:vote", "place a partner's dots in a vote; they replace its own"
    )
    value(vote, "step", "STEP", STEP)
    optional(vote, "partner", "PARTNER", PARTNER)
    text = "how many dots on which item or action: 'tip 4=2', A3=1; without any, the dots are taken back"
    value(vote, "dots", "ITEM=DOTS", text, nargs="*", default=[])
    text = "totals of people, such as 4=14 7=9: of a partner, or of the whole room where none is named"
    value(vote, "--totals", "ITEM=DOTS", text, nargs="+")
    value(vote, "--people", "N", "how many people placed them, with the dots of the vote each", type=int)
    replacing(vote, "totals", "dots")
    value(vote, "--each", "N", "instead: how many dots each partner has in this vote", type=int)
    stacking = vote.add_mutually_exclusive_group()
    flag(stacking, "--stack", "with --each: all of them may go on one")
    flag(stacking, "--one-each", "with --each: each goes on another")
    text = "list the gaps, or give them the room's own order"
    gaps = of_session(commands, "gaps", "votes:gaps", text)
    text = f"those that come first, in their order: {ITEM}"
    value(gaps, "items", "ITEM", text, nargs="*")


def _questions(commands: Any) -> None:
    text = "list the rated risks, worst first, or say whether their impact is asked"
    risks = command(commands, "risks", "asking:list_risks", text, json=True)
    optional(risks, "session", "SESSION", f"{SESSION}; without it, those still open in all sessions")
    value(risks, "--place", "NAME", "without a session: only of sessions at this place")
    value(risks, "--series", "SESSION", "without a session: only of the series that this one belongs to")
    as_files(risks, "xlsx, csv, docx, html, md or json")
    asked = risks.add_mutually_exclusive_group()
    value(asked, "--impact", "STEP", f"ask for the impact there, besides the likelihood: {STEP}")
    value(asked, "--no-impact", "STEP", "ask for the likelihood alone")
    text = "list the pairs, the furthest to go first, or say what is asked of them"
    pairs = of_session(commands, "pairs", "asking:list_pairs", text)
    text = "which of were, are and want is asked there, such as are,want"
    value(pairs, "--ask", ("STEP", "WHICH,…"), text, nargs=2)


def _roles(commands: Any) -> None:
    text = "list who does what, or give a party its part in a function"
    role = of_session(commands, "role", "roles:role", text)
    optional(role, "function", "FUNCTION", ITEM)
    optional(role, "party", "PARTY", "the party's name, or a part of it that fits no other")
    optional(role, "role", "PART", f"one of {', '.join(PARTS)}", choices=PARTS)
    value(role, "--step", "STEP", f"where a function is in several: {STEP}")
    text = "instead: whose parts are told: pack, partners, or names with commas between them"
    value(role, "--parties", "WHO", text)
    objects = role.add_mutually_exclusive_group()
    value(objects, "--dissent", "REASON", f"why it does not accept its part; {STDIN}")
    flag(objects, "--accepts", "take its dissent back")


def _turns(commands: Any) -> None:
    text = "list whose turn comes when and what each commits to, or change that"
    turns = of_session(commands, "turns", "turns:turns", text)
    optional(turns, "step", "STEP", f"{STEP} (default: the only one with turns)")
    name = "the person's name, or a part of it that fits no other"
    what = turns.add_mutually_exclusive_group()
    value(what, "--order", "NAME", f"those that come first, in their order: {name}", nargs="+")
    value(what, "--not-here", "NAME", f"pass somebody over: {name}")
    value(what, "--here", "NAME", "give somebody a turn again who was passed over")
    value(what, "--each", "N", "how many minutes each turn has; its parts share them as before", type=int)
    value(what, "--parts", "N,N,…", "how many minutes each part of a turn has, such as 5,4,8,3")
    value(what, "--who", "WHO", "who has a turn: people, partners, or names with commas between them")
    text = f'what somebody will do, with the name as its owner; "… ^30 Jan" says by when; {STDIN}'
    value(what, "--commits", ("NAME", "TEXT"), text, nargs=2)


def _actions(commands: Any) -> None:
    action = of_session(commands, "action", "actions:change_action", "change an action")
    value(action, "action", "ACTION", ACTION)
    value(action, "--status", None, "where it stands", choices=STATUSES)
    value(action, "--owner", "NAME", "who will do it")
    value(action, "--body", "NAME", "for which body")
    value(action, "--due", "DAY", 'by when, day first: "30 Jan", 30/1/2027, "in 2 weeks"; "none" for no date')
    value(action, "--remark", "TEXT", "what was said of it; kept beside what was said before")
    value(action, "--text", "TEXT", "what is to be done")
    value(action, "--measure", "TEXT", "how we will know that it is done")
    risk = action.add_mutually_exclusive_group()
    flag(risk, "--risk", "the room sees it as taking a risk")
    flag(risk, "--no-risk", "it does not")

    text = "list the actions that were closed in sessions before, or reopen one in this session"
    reopen = of_session(commands, "reopen", "reopen:reopen", text)
    optional(reopen, "action", "ACTION", "words of the action, or its number where it fits no other")
    value(reopen, "--remark", "TEXT", f"why; {STDIN}")


def _notes(commands: Any) -> None:
    notes = of_session(commands, "notes", "notes:list_notes", "list notes, decisions and parked points")
    value(notes, "--kind", None, "only these", choices=NOTE_KINDS)
    value(notes, "--item", "ITEM", f"only those on it: {ITEM}, or a section such as D1")
    text = "list the parked points, or say what becomes of one"
    parked = of_session(commands, "parked", "notes:parked", text)
    optional(parked, "note", "NOTE", NOTE)
    becomes = parked.add_mutually_exclusive_group()
    value(
        becomes, "--action", "TEXT", f'make it an action; "… @Priya (ICB) ^30 Jan" says who and when; {STDIN}'
    )
    value(becomes, "--decision", "TEXT", f"make it a decision; {STDIN}")
    flag(becomes, "--drop", "nothing becomes of it")


def _room(commands: Any) -> None:
    text = "list the partners; add, rename, correct or remove one"
    partners = of_session(commands, "partners", "room:partners", text)
    what = partners.add_mutually_exclusive_group()
    values(
        what,
        "--add",
        "NAME:SECTOR",
        "NAME:SECTOR:12 says how many people it brought; several times if needed",
    )
    value(what, "--rename", ("OLD", "NEW"), "what it says stays its own", nargs=2)
    text = "correct its sector and how many people it brought"
    value(what, "--change", "NAME:SECTOR:12", text)
    value(what, "--remove", "NAME", "one that has said nothing yet")
    flag(what, "--usual", "add the partners most sessions have")
    people = of_session(
        commands, "people", "room:people", "list who is there; add, change or remove somebody"
    )
    what = people.add_mutually_exclusive_group()
    values(what, "--add", "NAME:ROLE:PARTNER", "role and partner can be left out; several times if needed")
    value(what, "--change", ("OLD", "NAME:ROLE:PARTNER"), "what is left out is left empty", nargs=2)
    value(what, "--remove", "NAME", "take somebody off the list")
    text = "add those on a list in a file, .csv or .xlsx: a person a row, columns Name, Organisation, Role"
    value(what, "--from", "FILE", text, dest="source", type=Path)
    flag(people, "--new-partners", "with --from: bodies that are no partners yet become partners")
    bringing_in(people, "with --from: ")
    text = "show a session's title, place, date and agenda, or change them"
    details = of_session(commands, "details", "details:details", text)
    value(details, "--title", "TEXT", "what the session is called")
    value(details, "--place", "TEXT", "which place it is about")
    value(
        details,
        "--date",
        "DAY",
        'when it is or was, day first: "1 Dec", Friday (the nearest one); "none" for no date',
    )
    value(details, "--template", "ID", "take another agenda")
    values(details, "--section", "ID", "a section to work on, where the agenda lets you choose, such as d2")
    values(details, "--item", "ITEM", "an item to work on, where the agenda lets you choose, such as 1.3")
    answers = details.add_mutually_exclusive_group()
    flag(answers, "--people-answer", "answers are those of people, to be kept anonymous")
    flag(answers, "--bodies-answer", "answers are those of the partners as bodies, by name")


def _agenda(commands: Any) -> None:
    agenda = of_session(
        commands, "agenda", "agenda:agenda", "list the steps with their minutes, or change them"
    )
    what = agenda.add_mutually_exclusive_group()
    value(what, "--skip", "STEP", f"leave it out: {STEP}")
    value(what, "--later", "STEP", "leave it for the next session")
    value(what, "--take-up", "STEP", "take up again what was left out")
    value(what, "--rest", "STEP", "move what is not done of it to the end of the agenda")
    value(what, "--move", ("STEP", "N"), "down by so many steps, or up: -2", nargs=2)
    value(what, "--minutes", ("STEP", "N"), "how long it may take; +5 and -5 add and take off", nargs=2)
    value(what, "--rename", ("STEP", "TITLE"), "what it is called", nargs=2)
    value(what, "--remove", "STEP", "one that was added and holds nothing")
    text = f"an item or a section is passed over and not counted here: {ITEM}, or a section such as D1"
    value(what, "--does-not-apply", ("ITEM", "REASON"), text, nargs=2)
    value(what, "--applies", "ITEM", "an item or a section applies again")
    flag(what, "--offers", "list what can be added")
    value(what, "--add", "WHAT", "add a step: words of one that --offers lists, such as break")
    value(what, "--item-minutes", "N", "a countdown of so many minutes for each item; 0 for none", type=int)
    value(
        agenda, "--after", "STEP", "with --add and --offers: behind this one (default: where the session is)"
    )
    text = "go to a step or an item, so that the session opens there"
    go = of_session(commands, "go", "agenda:go", text)
    optional(go, "place", "PLACE", PLACE)
    where = go.add_mutually_exclusive_group()
    flag(where, "--next", "go on by one")
    flag(where, "--back", "go back by one")


def _taking_back(commands: Any) -> None:
    undo = of_session(commands, "undo", "undo:undo", "take back the last change, of this program or another")
    flag(undo, "--list", "list what can be taken back, the last change first; change nothing")
    of_session(commands, "redo", "undo:redo", "do again what was taken back last")
    text = "move a session to the bin folder, or bring it back"
    binned = of_session(commands, "bin", "undo:put_in_bin", text)
    flag(binned, "--restore", "bring back what was put there last under this id")
