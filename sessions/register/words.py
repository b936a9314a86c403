"""What the register says to people: what leaves a laptop, what was done, and what could not be."""

import shlex
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sessions.days import show_iso
from sessions.problem import Problem
from sessions.register.model import ACTIONS, AGREED, ANSWERS, TOLD, Pushed, Status, is_folder

EXTRA = "commissioning-workshop[register]"
NO_TEXT = "No names of people or bodies, no titles and nothing that anybody wrote."
WITH_TEXT = "With titles, names of people and bodies, and all that was written."
PASS_FILE, SERVICE_FILE = (
    (r"%APPDATA%\postgresql\pgpass.conf", r"%APPDATA%\postgresql\.pg_service.conf")
    if sys.platform == "win32"
    else ("~/.pgpass", "~/.pg_service.conf")
)
"""Where PostgreSQL's own programs look for a password, and for what a service is."""


class Unreachable(Problem):
    """There is no way to the register now; what waits goes another time."""


def without_the_extra(missing: str) -> Problem:
    """That the register is an extra."""
    hint = f'Install it with: pip install "{EXTRA}". All else works without it.'
    if getattr(sys, "frozen", False):  # a kit, into which nothing is installed
        hint = f"A kit has none. It is in the program as it is installed: {EXTRA}. All else works without it."
    return Problem(f"The register is an extra, which is not installed: it needs {missing}", hint=hint)


def backups(target: str) -> str:
    """Where something still stands that was taken out."""
    if is_folder(target):
        return "Backups of the folder, and copies of it, still hold it."
    how_long = "ask whoever runs it how long that is"
    return f"Backups of the server still hold it until they are written over: {how_long}."


def counted(number: int, one: str, several: str) -> str:
    """ "1 session", "3 sessions"."""
    return f"{number} {one if number == 1 else several}"


def what_leaves(pushed: Pushed) -> str:
    """ "exampleshire-1, not signed off: 12 agreed levels, 140 counts of answers, …"."""
    held = [
        counted(len(pushed.tables[table.name]), *table.words)
        for table in (AGREED, ANSWERS, ACTIONS, TOLD)
        if pushed.tables[table.name]
    ]
    draft = "" if pushed.row["final"] else ", not signed off"
    return f"{pushed.label}{draft}: {', '.join(held) or 'that it was held, and when'}"


def leaving(batch: Sequence[Pushed], target: str) -> list[str]:
    """All that will leave the laptop, a line each."""
    text = WITH_TEXT if any(pushed.with_text for pushed in batch) else NO_TEXT
    return [
        f"This leaves this laptop, to {target}:",
        *(f"  {what_leaves(pushed)}" for pushed in batch),
        f"{text} Besides: the place, the day, the template, and packs with their editions.",
    ]


def waiting(number: int, target: str) -> str:
    """What waits on this laptop, and how it is sent."""
    sends = f"`workshop register push --to {as_typed(target)}` sends what waits."
    return f"{counted(number, 'session waits', 'sessions wait')} on this laptop: {sends}"


def nothing_waits(target: str, elsewhere: Iterable[str]) -> str:
    """That nothing waits for a register, and for which others something does."""
    told = [
        f"{counted(many, 'session waits', 'sessions wait')} for {to}"
        for to, many in Counter(elsewhere).items()
    ]
    return f"Nothing waits for {target}, but {', and '.join(told)}." if told else "Nothing waits to go."


def as_typed(target: str) -> str:
    """A register as it is typed after a command."""
    return f'"{target}"' if sys.platform == "win32" else shlex.quote(target)


# --- who was forgotten on this laptop, and what was deleted -----------------------------------------------

TAKEN_OUT = "taken out, as it was before somebody was forgotten in it."
STANDS = "Also in a register, from which it goes with the next push to it, or now:"
WAITED = "Waits here to go to a register, and is dropped; push it again afterwards:"


STAYS = "Stays in a register, until it is withdrawn there:"
IS_DROPPED = "Waits here to go to a register, and is dropped:"


def withdrawn_by(session_id: str, target: str) -> str:
    """How a session is taken out of a register that has it, once it is deleted here."""
    return f"workshop register withdraw {session_id} --from {as_typed(target)}"


def stands_in(target: str, *, with_text: bool) -> str:
    """That a register has a session, and how it goes from there."""
    text = ", with its text" if with_text else ", by an id that has the name"
    return f"{target}{text}: workshop register push --to {as_typed(target)}"


def to_take_out(session: str, target: str) -> str:
    """That a register still has a session as it was."""
    return f"to be taken out of {target}: {session}, as it was before somebody was forgotten in it"


def of_another_place(session: str, target: str) -> str:
    """That another register has a session as another place's."""
    return (
        f"{session} stands in {target} as another place's: withdraw it there, unless that is right:"
        f" workshop register withdraw {shlex.quote(session)} --from {as_typed(target)}"
    )


# --- what the database says ----------------------------------------------------------------------------


def no_way(where: str, why: str) -> Unreachable:
    """That nothing answers, or the line broke."""
    hint = "Nothing is lost. Try again when there is a network and the server runs."
    return Unreachable(f"The register can't be reached: {why}", where=where, hint=hint)


def no_folder(where: str) -> Unreachable:
    """That the folder lies on what is not there, such as a stick that is out."""
    hint = "Nothing is lost. Put the stick in, or connect the share, and try again."
    return Unreachable("The register's folder can't be reached", where=where, hint=hint)


def not_trusted(where: str, why: str) -> Problem:
    """That the server's certificate is none that is known."""
    hint = (
        "Nothing was sent. Ask whoever runs the register for its root certificate, and name that in"
        " PGSSLROOTCERT or as sslrootcert=FILE. A laptop whose clock is wrong refuses good ones too."
    )
    return Problem(f"The register's certificate is not to be trusted: {why}", where=where, hint=hint)


def no_password(where: str) -> Problem:
    """That a password has no place in what is typed."""
    hint = f"Keep it in PostgreSQL's own pass file ({PASS_FILE}), in a service file, or in PGPASSWORD."
    return Problem("A password is not to be typed here, where others can read it", where=where, hint=hint)


def no_database(where: str, why: str) -> Problem:
    """That what is typed names no database; `why` says what is wrong with it, and may be empty."""
    hint = 'Such as postgresql://register.example/register, or "service=register".'
    return Problem(f"This names no database{why and f': {why}'}", where=where, hint=hint)


def no_such_service(where: str, why: str) -> Problem:
    """That no service file says where a service leads."""
    hint = f"Where it leads stands in PostgreSQL's service file: {SERVICE_FILE}, or what PGSERVICEFILE names."
    return Problem(f"This service is not known here: {why}", where=where, hint=hint)


def no_such_database(where: str, why: str) -> Problem:
    """That the server has no database of this name."""
    hint = "Check its name. Whoever runs the server makes it, with createdb, before `register init`."
    return Problem(f"The server has no such database: {why}", where=where, hint=hint)


def asks_for_password(where: str, _why: str) -> Problem:
    """That a password is asked for, and none is found."""
    hint = (
        f"Keep it in PostgreSQL's own pass file, {PASS_FILE}, which nobody else may read, in a line"
        " HOST:PORT:DATABASE:ROLE:PASSWORD; or in PGPASSWORD."
    )
    return Problem(
        "The register asks for a password, and there is no line for it here", where=where, hint=hint
    )


def not_let_in(where: str, why: str) -> Problem:
    """That the role or its password is wrong, or the role has no way into the database."""
    hint = (
        "Check the role, which stands in the address or the service file, and its password, which stands in"
        f" {PASS_FILE} or PGPASSWORD. Both come from whoever runs the register."
    )
    return Problem(f"The register does not let you in: {why}", where=where, hint=hint)


def not_from_here(where: str, why: str) -> Problem:
    """That the server takes no such connection."""
    hint = (
        "Check the names of the role and of the database. Who gets in, and from where, says whoever runs the"
        " server, in pg_hba.conf."
    )
    return Problem(f"The server takes no such connection: {why}", where=where, hint=hint)


def offers_no_encryption(where: str, _why: str) -> Problem:
    """That the server has no encryption, without which nothing goes over a network."""
    hint = "Nothing was sent. Whoever runs the server sets ssl = on, with a certificate for its name."
    return Problem("The server offers no encryption", where=where, hint=hint)


def no_encryption(where: str, mode: str) -> Problem:
    """That a connection over a network has to be encrypted."""
    hint = "Leave sslmode out: it is verify-full by itself, but on this very machine."
    return Problem(f"sslmode={mode} would let others read what leaves", where=where, hint=hint)


def no_register(where: str) -> Problem:
    """That the database has no register in it."""
    hint = "Whoever owns the database makes one: workshop register init DATABASE."
    return Problem("There is no register in this database", where=where, hint=hint)


def no_folder_but_file(where: str) -> Problem:
    """That what is typed is a file."""
    return Problem("This is a file, and no folder", where=where, hint="Name the folder of the register.")


def other_things_in(where: str) -> Problem:
    """That a folder holds something else, among which the register's files would lie about."""
    hint = "Name a folder of its own, such as one inside; it is made where it is not there."
    return Problem("This folder holds other things, and no register", where=where, hint=hint)


def no_folder_register(where: str) -> Problem:
    """That a folder has no register in it."""
    hint = "`workshop register push SESSION --to DIR` makes one, and `export` another."
    return Problem("There is no register in this folder", where=where, hint=hint)


def another_version(where: str, theirs: int, ours: int) -> Problem:
    """That the register's schema is none of this program's."""
    if theirs > ours:
        what = f"The register is of version {theirs}, and this program knows {ours}"
        return Problem(what, where=where, hint="Install the program anew; nothing was changed.")
    what = f"The register is of version {theirs}, and this program needs {ours}"
    hint = "Its owner brings it up to date: workshop register init DATABASE. Nothing was changed."
    return Problem(what, where=where, hint=hint)


def not_allowed(where: str) -> Problem:
    """That the role has no right to it."""
    hint = "`workshop register status` says whose role it is. Rights are given by whoever owns the register."
    return Problem("The register does not allow this to your role", where=where, hint=hint)


def not_the_administrator(where: str) -> Problem:
    """That whoever makes places and roles has to be the server's administrator."""
    hint = (
        "The server's administrator does it, on the server: it makes roles, and rights. Nothing was changed."
    )
    return Problem("The register does not allow this to your role", where=where, hint=hint)


def full(where: str) -> Problem:
    """That the server has no room left."""
    hint = "Nothing of it is there in part. Tell whoever runs it; what waits here goes another time."
    return Problem("The server has no room left", where=where, hint=hint)


def refused(where: str, why: str) -> Problem:
    """Anything else that the server says."""
    return Problem(f"The register refused it: {why}", where=where, hint="Nothing of it is there in part.")


def other_place(pushed: Pushed, known: Sequence[str]) -> Problem:
    """That a session is of a place that one may not write for."""
    what = (
        f"The register takes no session of {pushed.place!r} from you" if pushed.place else "It names no place"
    )
    hint = f"You write for: {', '.join(known) or 'no place'}."
    return Problem(what, where=pushed.label, hint=hint)


def later_there(pushed: Pushed, there: int) -> Problem:
    """That the register has the session as it was after more changes."""
    what = (
        f"The register has a later state of it: after {there} changes, and here are {pushed.row['counter']}"
    )
    hint = "Push it from the laptop that has it, or withdraw it there first."
    return Problem(what, where=pushed.label, hint=hint)


def copy_of_before(pushed: Pushed) -> Problem:
    """That it would bring a name back which is in its id."""
    what = "The register has this session without somebody's name, and this copy is of before that"
    hint = "Take the name out here, too: workshop forget SESSION --person NAME. Then push it."
    return Problem(what, where=pushed.label, hint=hint)


# --- what was done -------------------------------------------------------------------------------------

OUTCOMES: Mapping[str, str] = {
    "new": "now in the register",
    "renewed": "now in the register in place of an earlier state",
    "unchanged": "in the register already, unchanged",
}
MOST_NAMED = 20
"""Places that are named in a line."""
PARTS: Mapping[str, str] = {
    "owner": "You own the register and see all of it.",
    "region": "You see figures of many places, and no row of any.",
    "place": "You write and read what is of {place}.",
    "none": "Your role may do nothing here: whoever owns the register gives it a place.",
}


def status_lines(found: Status) -> list[str]:
    """Who one is, and what one may see."""
    lines = [PARTS[found.part].format(place=found.place), f"The register is of version {found.version}."]
    if found.part in ("owner", "place"):
        counts = counted(found.sessions, "session", "sessions")
        places = f" of {counted(found.places, 'place', 'places')}" if found.part == "owner" else ""
        latest = f", the latest of {show_iso(found.latest)}" if found.latest else ""
        lines.append(f"{counts}{places}, {found.final} final, {found.with_text} with text{latest}.")
    if found.without:
        more = len(found.without) - MOST_NAMED
        named = [*found.without[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])]
        lines.append(f"Nothing yet of: {', '.join(named)}.")
    if found.published is not None:
        day = found.published and show_iso(found.published)
        lines.append(f"Figures were published last on {day}." if day else "Nothing is published yet.")
    return lines


def made(
    before: int,
    after: int,
    places: Sequence[str],
    roles: Sequence[str],
    moved: Sequence[tuple[str, str, str]],
) -> list[str]:
    """What `init` did."""
    if before == after:
        lines = [f"The register is of version {after} already."]
    else:
        lines = [f"The register is of version {after} now{f', after {before}' if before else ''}."]
    if places:
        lines.append(f"New places: {', '.join(places)}.")
    if roles:
        password = r"nobody gets in by them before they have a password, as by \password ROLE in psql"
        lines.append(f"New roles: {', '.join(roles)}; {password}.")
    lines += [f"The role {role} writes for {to} now, and no longer for {of}." for role, of, to in moved]
    return lines


def nothing_published(*, final: bool) -> Problem:
    """That nobody has worked out figures yet."""
    what = "Nothing is published yet" + (" of sessions that were signed off alone" if final else "")
    option = " --final" if final else ""
    hint = f"Whoever owns the register does it: workshop register benchmark DATABASE{option}."
    return Problem(what, hint=hint)


PUBLISHED = "It is published: the places and the region see it from now on."


def by_letters() -> Problem:
    """That places would be named that everybody knows by letters."""
    what = "Places are published by letters; by their names, everybody would see who takes part"
    return Problem(what, hint="--letters keeps them. --names publishes the names, which nothing takes back.")


def other_than_own(name: str) -> Problem:
    """That a place sees where it stands itself, and no other."""
    return Problem(
        f"Your role sees where {name} stands, and no other place", hint="Name none: that one is shown."
    )


def no_own_place() -> Problem:
    """That the region has no place of its own, and sees where none stands."""
    hint = "What it sees is what the places come to together: name none."
    return Problem("Your role sees where no single place stands", hint=hint)
