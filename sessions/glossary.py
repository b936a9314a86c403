"""Terms and abbreviations in plain words, and how one is looked up or spotted in a text. Pure.

Names are compared loosely: case, hyphens, punctuation and a plural "s" make no difference. Case counts only
where abbreviations are spotted in running text, since NICE is not nice.
"""

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from sessions.days import MONTHS
from sessions.material import Material, Slug, Source, Text, refuse_doubled, words_at_most

LONGEST_QUERY = 100
"""Characters of a query that near spellings are sought for; no name is as long."""

_WORD = re.compile(r"[^\W_]+(?:['&][^\W_]+)*")
"""A word as it is compared: "A&E" and "carer's" are one, "co-production" is two."""
_SENTENCE_END = re.compile(r"[.;:!?](?=\s|$)|\n")
Words = tuple[str, ...]


def _id(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+/[a-z0-9]+(?:-[a-z0-9]+)*", text):
        expected = "should be the glossary's id, a slash and a slug, as in 'glossary/care-plan'"
        raise ValueError(f"{expected}: {text!r}")
    return text


class Document(Source):
    """A document that terms come from."""

    id: Slug


class Term(Material):
    """One term: what it is called, what it means, and what has since taken its place."""

    id: Annotated[Text, AfterValidator(_id)]
    """Stable for ever: `glossary/care-plan`."""
    term: Text
    abbreviation: str = ""
    also: tuple[Text, ...] = ()
    """Other names and spellings under which it is found."""
    definition: Annotated[Text, words_at_most(45)]
    """Two short sentences, for a room in which not all are officers."""
    replaced_by: Annotated[str, words_at_most(30)] = ""
    """What has taken its place, as it stands after "Since July 2022: "; empty where nothing has."""
    replaced_in: int | None = Field(default=None, ge=1948, le=2200)
    replaced_month: int | None = Field(default=None, ge=1, le=12)
    source: Slug

    @model_validator(mode="after")
    def _replaced_at_a_time(self) -> "Term":
        if bool(self.replaced_by) != (self.replaced_in is not None):
            raise ValueError("replaced_by and replaced_in, the year, go together")
        if self.replaced_month is not None and self.replaced_in is None:
            raise ValueError("replaced_month needs replaced_in, the year")
        return self

    @property
    def name(self) -> str:
        """ "Care Quality Commission (CQC)"."""
        return f"{self.term} ({self.abbreviation})" if self.abbreviation else self.term

    def names(self) -> tuple[str, ...]:
        """All that it is called: the term, the abbreviation, and other names."""
        return tuple(name for name in (self.term, self.abbreviation, *self.also) if name)

    def since(self) -> str:
        """ "Since July 2022: Integrated Care Board (ICB)", or nothing."""
        if not self.replaced_by:
            return ""
        month = f"{MONTHS[self.replaced_month - 1]} " if self.replaced_month else ""
        return f"Since {month}{self.replaced_in}: {self.replaced_by}"


class Glossary(Material):
    """All terms, each id and name once. Two may share an abbreviation: people do use ICP for two things."""

    id: Slug
    edition: Text
    name: Text
    about: Text
    documents: tuple[Document, ...] = Field(min_length=1)
    terms: tuple[Term, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> "Glossary":
        refuse_doubled("document id", (document.id for document in self.documents))
        refuse_doubled("term id", (term.id for term in self.terms))
        refuse_doubled("term", (" ".join(_words(term.term)) for term in self.terms))
        for term in self.terms:
            if not term.id.startswith(f"{self.id}/"):
                raise ValueError(f"term id {term.id!r} must begin with {self.id + '/'!r}")
            if all(document.id != term.source for document in self.documents):
                raise ValueError(f"source {term.source!r} of {term.id!r} is none of the documents")
        return self

    def document(self, term: Term) -> Document:
        """The document that `term` comes from. Raises KeyError where it is a term of another glossary."""
        return {document.id: document for document in self.documents}[term.source]


def alphabetical(term: Term) -> Words:
    """Sort key: by the words of the term, whatever their case."""
    return _words(term.term)


def look_up(glossary: Glossary, query: str) -> tuple[Term, ...]:
    """The terms that fit `query`, best first (see `_rank`), equals in alphabetical order; all for no word."""
    ordered = sorted(glossary.terms, key=alphabetical)
    asked = _words(query)
    if not asked:
        return tuple(ordered)
    ranked = [(rank, term) for term in ordered if (rank := _rank(term, asked)) is not None]
    return tuple(term for _, term in sorted(ranked, key=lambda pair: pair[0]))


def near(glossary: Glossary, query: str, most: int = 3) -> tuple[str, ...]:
    """Up to `most` names or abbreviations, as written, that are spelt much as `query` is; nearest first."""
    spelt = {" ".join(_words(name)): name for term in glossary.terms for name in term.names()}
    asked = " ".join(_words(query[:LONGEST_QUERY]))
    return tuple(spelt[name] for name in difflib.get_close_matches(asked, spelt, n=most, cutoff=0.7))


def lines(term: Term) -> tuple[str, ...]:
    """A term for display: its name, its definition, other names, and what has taken its place."""
    also = f"Also: {', '.join(term.also)}" if term.also else ""
    return tuple(line for line in (term.name, term.definition, also, term.since()) if line)


def _rank(term: Term, asked: Words) -> int | None:
    """How well `term` fits, None for not at all.

    0: a name or abbreviation is just this; 1: but for a plural; 2: begins with it; 3: has a word that does;
    4: contains it; 5: the definition does.
    """
    names = [_words(name) for name in term.names()]
    run = "".join(asked)  # so that "coproduction" finds "co-production", and the other way round
    if any("".join(name) == run for name in names):
        return 0
    if any(_alike(name, asked) for name in names):
        return 1
    # Only a longer word is tried without its s: "ics" is no beginning of "icb".
    shorter = (*asked[:-1], _singular(asked[-1])) if len(asked[-1]) > 4 else asked
    starts = (run, "".join(shorter))
    if any("".join(name).startswith(starts) for name in names):
        return 2
    if any("".join(name[i:]).startswith(starts) for name in names for i in range(1, len(name))):
        return 3
    parts = (" ".join(asked), " ".join(shorter))
    if any(part in " ".join(name) for name in names for part in parts):
        return 4
    definition = " ".join(_words(f"{term.definition} {term.replaced_by}"))
    return 5 if any(part in definition for part in parts) else None


def terms_in(glossary: Glossary, texts: Iterable[str]) -> tuple[Term, ...]:
    """The terms that occur in `texts` as whole words, each once, in the order of first occurrence.

    Where names overlap the longest counts; where an abbreviation stands for two terms, both are given.
    """
    names = _by_first_word(glossary)
    sentences = [sentence for text in texts for sentence in _SENTENCE_END.split(text)]
    spotted = [term for sentence in sentences for term in _spotted(names, _as_written(sentence))]
    return tuple({term.id: term for term in spotted}.values())


def _by_first_word(glossary: Glossary) -> dict[str, list[tuple[Words, Term]]]:
    """Every name, in words as written, with its term, under each form that its first word may take."""
    names: dict[str, list[tuple[Words, Term]]] = {}
    for term in sorted(glossary.terms, key=alphabetical):
        for name in map(_as_written, term.names()):
            for form in _forms(name[0].casefold()) if name else ():
                names.setdefault(form, []).append((name, term))
    return names


def _spotted(names: dict[str, list[tuple[Words, Term]]], written: Words) -> Iterator[Term]:
    """The terms in a sentence of these words, in the order in which they stand."""
    hits: list[tuple[int, int, Term]] = []
    for start, word in enumerate(written):
        here = {
            (len(name), term.id): term
            for form in _forms(word.casefold())
            for name, term in names.get(form, ())
            if _stands(name, written[start : start + len(name)])
        }
        hits += [(start, length, term) for (length, _), term in here.items()]
    taken: dict[int, tuple[int, int]] = {}
    kept: list[tuple[int, Term]] = []
    for start, length, term in sorted(hits, key=lambda hit: (-hit[1], hit[0])):
        places = range(start, start + length)
        if all(taken.get(place, (start, length)) == (start, length) for place in places):
            taken |= dict.fromkeys(places, (start, length))
            kept.append((start, term))
    return (term for _, term in sorted(kept, key=lambda hit: hit[0]))


def _stands(name: Words, here: Words) -> bool:
    """Whether these words of a text are the name; an abbreviation in its own case, with or without an s."""
    if len(name) == 1 and sum(map(str.isupper, name[0])) > 1:
        return here in (name, (f"{name[0]}s",), (f"{name[0]}'s",))
    return _alike(_lowered(name), _lowered(here))


def _as_written(text: str) -> Words:
    """The words of `text` in their own case, with one kind of apostrophe and no accents."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.replace("’", "'"))
        text = "".join(part for part in parts if not unicodedata.combining(part))
    return tuple(_WORD.findall(text))


def _lowered(words: Words) -> Words:
    return tuple(word.casefold().removesuffix("'s") for word in words)


@functools.lru_cache(maxsize=4096)  # names and definitions are compared again at every key press
def _words(text: str) -> Words:
    """The words of `text` as they are compared: in small letters, without the 's of an owner."""
    return _lowered(_as_written(text))


def _singular(word: str) -> str:
    """`word` without a plural ending; a word of one or two letters stays as it is."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word.removesuffix("s") if len(word) > 2 else word


def _forms(word: str) -> set[str]:
    """`word` and all that it may be the plural or owner form of: "scies" of "scy" and of "scie"."""
    bare = word.removesuffix("s") if len(word) > 2 else word
    return {word, bare, _singular(word), word.removesuffix("'s")}


def _alike(some: Words, others: Words) -> bool:
    """Whether these are the same words but for plural endings."""
    pairs = zip(map(_forms, some), map(_forms, others), strict=False)
    return len(some) == len(others) and all(forms & other_forms for forms, other_forms in pairs)
