"""A house style in words: what it is, for the shell and for its screen."""

from collections.abc import Iterator, Mapping

from sessions.house import BOARD_SECTIONS, PAPER, PLAIN, SECTIONS, House, Logo
from sessions.summary.forms import Form
from themes.contrast import ratio

NONE = "none"


def facts(style: House) -> Iterator[tuple[str, str]]:
    """(what, how it is), in the order of its file."""
    yield "organisation", style.organisation or NONE
    yield "cover note", style.cover_note or NONE
    yield "logo for web pages", _logo(style.web_logo)
    yield "logo for Word", _logo(style.word_logo)
    yield "main colour", f"{style.main}, {ratio(style.main, PAPER):.1f} to 1 on white"
    yield "ground of boxes", f"{style.pale}, {ratio(style.main, style.pale):.1f} to 1 with headings"
    yield "Word template", "its styles, margins, header and foot" if style.word_template else NONE
    renamed = (f"{ours} is {theirs}" for ours, theirs in style.word_styles.items())
    yield "styles by other names", "; ".join(renamed) or NONE
    yield "left out", _left_out(style.left_out, SECTIONS)
    yield "left out of the board paper", _left_out(style.board_left_out, BOARD_SECTIONS)


def in_short(style: House, form: Form) -> str:
    """What of it is seen in a form of the summary, in a line; empty where there is none."""
    said = [style.organisation] if style.organisation else []
    said += ["logo"] if style.web_logo or style.word_logo else []
    said += ["Word template"] if style.word_template else []
    said += ["cover note"] if style.cover_note and form != "easy" else []
    said += ["colours"] if (style.main, style.pale) != (PLAIN.main, PLAIN.pale) else []
    known, left_out = (
        (SECTIONS, style.left_out) if form != "board" else (BOARD_SECTIONS, style.board_left_out)
    )
    if out := [] if form in ("full", "easy") else [text for name, text in known.items() if name in left_out]:
        said.append(f"without: {'; '.join(out)}")
    return ", ".join(said)


def _logo(logo: Logo | None) -> str:
    if logo is None:
        return NONE
    kind = logo.media.partition("/")[2].removesuffix("+xml")
    return f"{kind}, {max(1, len(logo.data) // 1000)} KB: {logo.alternative}"


def _left_out(names: frozenset[str], known: Mapping[str, str]) -> str:
    return "; ".join(text for name, text in known.items() if name in names) or "nothing"
