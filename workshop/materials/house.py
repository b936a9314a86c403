"""The house style of an organisation, from a TOML file. Mistakes name their key and what was expected.

Logos and Word template lie beside the file, or where a whole path says. All mistakes are told at once.
"""

import contextlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from sessions import disk
from sessions.house import BOARD_SECTIONS, INK, MAIN, PALE, PAPER, PLAIN, SECTIONS, WORD_STYLES, House, Logo
from sessions.problem import Problem
from sessions.text import clean
from themes.contrast import mix, ratio
from workshop.materials.lines import Key
from workshop.materials.load import Mistakes, checked, parsed, places_in, text_of

LEAST_CONTRAST = 4.5
"""Of text on its ground: WCAG 2.2, success criterion 1.4.3."""
MOST_BYTES = 2_000_000
"""A larger logo makes every e-mail heavy."""
_LONGEST = {"organisation": 120, "cover_note": 2_000, "alternative": 200}  # characters
_SIGNS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_SVG = re.compile(rb"<svg[\s>]")
_KINDS = {"web": "a .png, .jpg or .svg", "word": "a .png or .jpg"}


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ValueError(f"should be a colour such as {MAIN}, found {clean(text, lines=False)[:40]!r}")
    return text.lower()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LogoFile(_File):
    web: str = ""
    word: str = ""
    alternative: Annotated[str, Field(max_length=_LONGEST["alternative"])] = ""


class ColoursFile(_File):
    main: Annotated[str, AfterValidator(_colour)] = MAIN
    pale: Annotated[str, AfterValidator(_colour)] = PALE


class WordFile(_File):
    template: str = ""
    styles: dict[str, str] = {}


class HouseFile(_File):
    """What stands in the file."""

    organisation: Annotated[str, Field(max_length=_LONGEST["organisation"])] = ""
    cover_note: Annotated[str, Field(max_length=_LONGEST["cover_note"])] = ""
    logo: LogoFile = LogoFile()
    colours: ColoursFile = ColoursFile()
    word: WordFile = WordFile()
    sections: dict[str, bool] = {}
    board_paper: dict[str, bool] = {}


def read(path: Path) -> House:
    """The house style in a file. Raises Problem that lists all its mistakes, a line each."""
    text = text_of(path)
    if wrong := wrong_in(text, path):
        listed = "\n".join(f"{place}: {what}" for place, what in wrong.items())
        raise Problem(listed, where=str(path), hint="Mend the file and try again.")
    return _house(checked(HouseFile, parsed(text, str(path)), str(path), places_in(text)), path.parent)


def wrong_in(text: str, path: Path) -> dict[str, str]:
    """All that would be wrong with a house style of this text, by place: "line 3, logo.web".

    Raises Problem where it is no TOML.
    """
    data, place = parsed(text, str(path)), places_in(text)
    wrong: dict[str, str] = {}
    try:
        checked(HouseFile, data, str(path), place)
    except Problem as problem:
        wrong |= dict(_parted(line) for line in problem.what.splitlines())
    return wrong | {place(key): what for key, what in _misfits(data, path.parent)}


def _parted(line: str) -> tuple[str, str]:
    where, _, what = line.partition(": ")
    return where, what


def stamp(path: Path | None) -> tuple[int, int] | None:
    """What tells a file from one that was changed since; None where there is none."""
    if path is None:
        return None
    with contextlib.suppress(OSError):
        about = path.stat()
        return about.st_mtime_ns, about.st_size
    return None


def usable(path: Path | None) -> tuple[House, Problem | None]:
    """(the house style, what is wrong with it); the program's own look where there is none or it is wrong."""
    if path is None or stamp(path) is None:
        return PLAIN, None
    try:
        return read(path), None
    except Problem as problem:
        return PLAIN, problem


def _house(file: HouseFile, folder: Path) -> House:
    alternative = clean(file.logo.alternative, lines=False)

    def logo(name: str) -> Logo | None:
        return _logo(folder, name, alternative) if name.strip() else None

    def left_out(wanted: Mapping[str, bool]) -> frozenset[str]:
        return frozenset(name for name, is_in in wanted.items() if not is_in)

    return House(
        organisation=clean(file.organisation, lines=False),
        cover_note=clean(file.cover_note),
        web_logo=logo(file.logo.web),
        word_logo=logo(file.logo.word),
        main=file.colours.main,
        pale=file.colours.pale,
        left_out=left_out(file.sections),
        board_left_out=left_out(file.board_paper),
        word_template=_bytes(folder, file.word.template) if file.word.template.strip() else b"",
        word_styles=file.word.styles,
    )


def _misfits(data: Mapping[str, Any], folder: Path) -> Mistakes:
    """What a model of one key cannot see: contrast, files that are not there, names that nobody knows.

    What is of another type than it should be is told of elsewhere, and passed over here.
    """
    yield from _weak_colours(_table(data, "colours"))
    yield from _wrong_logos(_table(data, "logo"), folder)
    for table, known in (("sections", SECTIONS), ("board_paper", BOARD_SECTIONS)):
        for name in _table(data, table):
            if name not in known:
                yield (table, name), f"is no part of it; there are {', '.join(known)}"
    yield from _wrong_word(_table(data, "word"), folder)


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = data.get(name)
    return value if isinstance(value, dict) else {}


def _weak_colours(colours: Mapping[str, Any]) -> Mistakes:
    """Colours that people with low vision can't tell from their ground, with the nearest that they can."""
    given = {"main": MAIN, "pale": PALE}
    for name in given:
        with contextlib.suppress(ValueError, TypeError):
            given[name] = _colour(colours.get(name, given[name]))
    main, pale = given["main"], given["pale"]
    grounds = [PAPER]
    if (found := ratio(INK, pale)) < LEAST_CONTRAST:
        lighter = _nearest(pale, PAPER, [INK, _nearest(main, "#000000", [PAPER])])
        yield ("colours", "pale"), _too_weak(pale, "text", found, "lighter", lighter)
    else:
        grounds.append(pale)
    darker = _nearest(main, "#000000", grounds)
    if (found := ratio(main, PAPER)) < LEAST_CONTRAST:
        yield ("colours", "main"), _too_weak(main, "white", found, "darker", darker)
    elif (found := ratio(main, grounds[-1])) < LEAST_CONTRAST and "pale" in colours:
        lighter = _nearest(pale, PAPER, [INK, main])
        yield ("colours", "pale"), _too_weak(pale, "headings", found, "lighter", lighter)
    elif found < LEAST_CONTRAST:
        yield ("colours", "main"), _too_weak(main, f"the ground {pale}", found, "darker", darker)


def _too_weak(colour: str, other: str, found: float, how: str, better: str) -> str:
    return (
        f"{colour} and {other} have a contrast of {found:.1f} to 1, and {LEAST_CONTRAST} is the least that"
        f" everybody can read; take a {how} one, such as {better}"
    )


def _nearest(colour: str, towards: str, others: Sequence[str]) -> str:
    """The mix of `colour` and `towards` nearest to it that can be read with all `others`."""
    mixes = (mix(colour, towards, percent / 100) for percent in range(101))
    return next(
        (mixed for mixed in mixes if all(ratio(mixed, other) >= LEAST_CONTRAST for other in others)), towards
    )


def _wrong_logos(logo: Mapping[str, Any], folder: Path) -> Mistakes:
    named = [kind for kind in _KINDS if isinstance(logo.get(kind), str) and logo[kind].strip()]
    alternative = logo.get("alternative", "")
    if named and isinstance(alternative, str) and not alternative.strip():
        yield (
            ("logo", "alternative"),
            "is missing; say in a few words what the logo shows, for people who do not see it",
        )
    for kind in named:
        try:
            media = _logo(folder, logo[kind], "").media
        except Problem as problem:
            yield ("logo", kind), f"{problem.what}; {_KINDS[kind]} file was expected"
            continue
        if kind == "word" and media == "image/svg+xml":
            yield (
                ("logo", kind),
                "is an SVG, which Word does not show everywhere; a .png or .jpg was expected",
            )
        elif kind == "word" and not _fits_word(_bytes(folder, logo[kind])):
            yield ("logo", kind), "is damaged or of a kind that Word does not know; save it anew as .png"


def _fits_word(data: bytes) -> bool:
    from sessions.outputs import word_styles  # noqa: PLC0415  # where a logo is named, and not before

    return word_styles.takes_picture(data)


def _logo(folder: Path, name: str, alternative: str) -> Logo:
    """A picture file. Raises Problem where it is none."""
    data = _bytes(folder, name)
    media = next((media for sign, media in _SIGNS.items() if data.startswith(sign)), "")
    if not media and _SVG.search(data[:4_000]):
        media = "image/svg+xml"
    if not media:
        raise Problem(f"{_shown(name)} is no picture")
    return Logo(data, media, alternative)


def _bytes(folder: Path, name: str) -> bytes:
    """A file beside the house style. Raises Problem where it cannot be read or is far too large."""
    try:
        path = folder / Path(name.strip()).expanduser()
        if not path.is_file():
            raise Problem(f"there is no file {_shown(str(path), 120)}")
        if path.stat().st_size > MOST_BYTES:
            raise Problem(f"{_shown(name)} is larger than {MOST_BYTES // 1_000_000} MB")
        return disk.read(path)
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Problem(f"{_shown(name)} cannot be read: {why}") from error


def _shown(name: str, most: int = 40) -> str:
    text = clean(name, lines=False)
    return repr(text if len(text) <= most else text[: most - 1] + "…")


def _wrong_word(word: Mapping[str, Any], folder: Path) -> Mistakes:
    template, styles = word.get("template", ""), word.get("styles", {})
    has_template = isinstance(template, str) and bool(template.strip())
    if isinstance(styles, dict) and styles and not has_template:
        yield ("word", "styles"), "names styles of a template; name the template too, as word.template"
    if not has_template:
        return
    from sessions.outputs import word_styles  # noqa: PLC0415  # where a template is named, and not before

    try:
        document = word_styles.opened(_bytes(folder, template))
    except Problem as problem:
        yield ("word", "template"), f"{problem.what}; a .dotx or .docx was expected"
        return
    yield from _wrong_styles(styles, word_styles.style_names(document), WORD_STYLES)


def _wrong_styles(
    styles: object, theirs: Mapping[str, Any], ours: tuple[str, ...]
) -> Iterator[tuple[Key, str]]:
    if not isinstance(styles, dict):
        return
    for name, wanted in styles.items():
        if name not in ours:
            yield ("word", "styles", name), f"is no style of ours; there are {', '.join(ours)}"
        elif isinstance(wanted, str) and wanted not in theirs:
            kind = "TABLE" if name == "Table Grid" else "PARAGRAPH"
            fitting = [style for style, of in theirs.items() if of.name == kind]
            yield (
                ("word", "styles", name),
                f"the template has no style {_shown(wanted)}; it has {', '.join(fitting)}",
            )
        elif isinstance(wanted, str) and (theirs[wanted].name == "TABLE") is not (name == "Table Grid"):
            what = "a table" if name == "Table Grid" else "a paragraph"
            yield ("word", "styles", name), f"{_shown(wanted)} is no style of {what}"


STARTING_FILE = """\
# The house style: how minutes, web pages and workbooks look that are written for your organisation.
# Lines that begin with # are for you; the program does not read them.
# See what is wrong with it at any time:   workshop house check
# Files are named as they lie beside this one ("logo.png"), or by their whole path.

organisation = ""           # such as "Exampleshire County Council": under every title, and in every foot
cover_note = ""             # stands under the title, such as "Draft. Corrections to Priya Shah by Friday."
                            # Between three quotation marks it may have several lines.

[logo]
web = ""                    # for web pages: a .png, .jpg or .svg
word = ""                   # for Word: a .png or .jpg. Leave it out where your template has one already.
alternative = ""            # what it shows, for people who do not see it. Needed where there is a logo.

[colours]
main = "{main}"            # headings, lines and heads of tables: on white, and white on it, at least 4.5 to 1
pale = "{pale}"            # grounds of boxes, with text on them

[word]
template = ""               # a .dotx or .docx of yours: its styles, margins, header and foot are used,
                            # and what stands in its text is not

[word.styles]               # where your styles have names of their own: ours = yours
# "Heading 1" = "Council Heading"
# "Table Grid" = "Council Table"
# Ours are: {styles}.

# Which parts are in the page, the minutes and the large print. The full record has all of them.
[sections]
{sections}

# And in the board paper.
[board_paper]
{board}
"""


def start(path: Path) -> None:
    """Write a commented file to begin with. Raises Problem where there is one."""
    if path.exists():
        hint = "Change that one, or name another with --to."
        raise Problem("There is such a file already", where=str(path), hint=hint)
    text = starting_text()
    with disk.os_problems("The house style cannot be written", path):
        disk.make_folder(path.parent)
        disk.write_durably(path, text.encode())


def starting_text() -> str:
    """What a house style begins as: every key, with what it is for."""

    def listed(parts: Mapping[str, str]) -> str:
        return "\n".join(f"{name} = true{' ' * (22 - len(name))}# {what}" for name, what in parts.items())

    return STARTING_FILE.format(
        main=MAIN,
        pale=PALE,
        styles=", ".join(WORD_STYLES),
        sections=listed(SECTIONS),
        board=listed(BOARD_SECTIONS),
    )
