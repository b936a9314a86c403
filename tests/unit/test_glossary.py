"""The glossary: what ships, how terms are found, spotted and shown, and what a faulty one is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from pydantic import ValidationError

from sessions import glossary as g
from sessions.glossary import Glossary, Term, lines, look_up, near, terms_in
from sessions.material import word_count
from sessions.problem import Problem
from workshop.materials import load

SHIPPED = load.glossary()
NAMES = sorted({name for term in SHIPPED.terms for name in term.names()})
TERMS_OF_ANNEX_F = (
    "Accountable care organisations", "Adult social care", "ADASS", "ASCOF", "Asset-based approach",
    "Better Care Fund", "Care plan", "Care Quality Commission", "Carer", "Co-production",
    "Clinical commissioning group", "Contracting", "Commissioning", "Decommissioning", "Direct payments",
    "Elected members", "Equality", "Evidence", "Health and wellbeing boards", "Healthwatch England",
    "Housing Associations", "Integrated care", "Integrated Care Partnership", "Integrated Care System",
    "Individual Service Fund", "Institute of Public Care", "Joint strategic needs assessment",
    "Local accounts", "Local authority", "LGA", "Market Position Statement", "Market shaping",
    "Micro-commissioning", "National Minimum Dataset for Social Care", "National Audit Office",
    "National Institute for Health and Care Excellence", "National Voices", "NHS Clinical Commissioners",
    "NHS England", "NHS Improvement", "NHS Mandate", "Outcome", "Overview and scrutiny committees",
    "Peer challenge", "Personalisation", "Personal budgets", "Personal health budget", "Person-centred",
    "Personal Budget Outcome Evaluation Tool", "Prevention", "Procurement", "Public health", "Safeguarding",
    "Social Care Institute for Excellence", "Sector-led improvement", "Service redesign", "Social Capital",
    "Think Local Act Personal", "Voluntary organisation", "Wellbeing", "Whole system",
)  # fmt: skip
TERMS_OF_THE_GUIDE = (
    "Asset based community development", "Health link worker", "JSNA", "Non-traditional provider",
    "Outcomes Star", "Social prescribing", "Social capital", "Third sector", "LTC", "NTP", "YOC", "PCT",
    "SHA", "QIPP", "CQUIN", "QOF", "SLA", "HCP", "Lead provider", "Pooled budget",
)  # fmt: skip


def term(name: str, abbreviation: str = "", **more: Any) -> Term:
    slug = "-".join(re.findall(r"[a-z0-9]+", name.lower()))
    given_ = {"id": f"glossary/{slug}", "definition": "Something else.", "source": "paper", **more}
    return Term(term=name, abbreviation=abbreviation, **given_)


def glossary(*terms: Term, **more: Any) -> Glossary:
    paper = g.Document(id="paper", title="Paper", publisher="Press", year=2020)
    whole: dict[str, Any] = {"id": "glossary", "edition": "1", "name": "Words", "about": "Words.", **more}
    return Glossary(documents=(paper,), terms=terms, **whole)


def found(query: str, where: Glossary = SHIPPED) -> list[str]:
    return [term.term for term in look_up(where, query)]


def spotted(*texts: str) -> list[str]:
    return [term.term for term in terms_in(SHIPPED, texts)]


# --- what ships -----------------------------------------------------------------------------------


def test_over_sixty_terms_in_alphabetical_order_with_ids_of_their_own() -> None:
    assert len(SHIPPED.terms) > 60
    assert list(SHIPPED.terms) == sorted(SHIPPED.terms, key=g.alphabetical)
    assert len({term.id for term in SHIPPED.terms}) == len(SHIPPED.terms)
    assert load.glossary() is SHIPPED


@pytest.mark.parametrize("name", [*TERMS_OF_ANNEX_F, *TERMS_OF_THE_GUIDE])
def test_every_term_that_the_documents_explain_is_there(name: str) -> None:
    best = look_up(SHIPPED, name)[0]
    assert any(g._alike(g._words(name), g._words(other)) for other in best.names())


@pytest.mark.parametrize("term", SHIPPED.terms, ids=lambda term: term.id)
def test_a_term_is_short_plain_and_sourced(term: Term) -> None:
    assert word_count(term.definition) <= 45
    assert term.definition[0].isupper()
    assert term.definition.endswith((".", '."'))
    assert len(re.findall(r"[.!?](?=\s|$)", term.definition)) <= 2
    assert not term.replaced_by.endswith(".")
    assert SHIPPED.document(term).cite() in {document.cite() for document in SHIPPED.documents}


def test_every_document_is_a_source_of_something() -> None:
    assert {term.source for term in SHIPPED.terms} == {document.id for document in SHIPPED.documents}


@pytest.mark.parametrize(
    ("abbreviation", "since"),
    [
        ("CCG", "Since July 2022: Integrated Care Board (ICB)"),
        (
            "PCT",
            "Since April 2013: clinical commissioning groups, NHS England and, for public health, councils",
        ),
        ("NHSI", "Since July 2022: NHS England, which it merged into"),
        ("DH", "Since January 2018: Department of Health and Social Care (DHSC)"),
        ("LINk", "Since April 2013: local Healthwatch"),
        ("NMDS-SC", "Since August 2019: Adult Social Care Workforce Data Set (ASC-WDS)"),
        ("NHSCB", "Since 2013: NHS England"),
        ("CQC", ""),
    ],
)
def test_what_has_taken_its_place_is_said_with_its_time(abbreviation: str, since: str) -> None:
    best = look_up(SHIPPED, abbreviation)[0]
    assert best.abbreviation == abbreviation
    assert best.since() == since


def test_whatever_is_replaced_was_replaced_in_a_year() -> None:
    replaced = [term for term in SHIPPED.terms if term.replaced_by]
    assert len(replaced) >= 15
    for term in replaced:
        assert term.replaced_in is not None
        assert re.match(r"Since ([A-Z][a-z]+ )?(19|20)\d\d: \S", term.since())


# --- looking up -----------------------------------------------------------------------------------


def test_nothing_asked_gives_all_in_alphabetical_order_whatever_the_case() -> None:
    small = glossary(term("beta"), term("Gamma"), term("Alpha"), term("alpha-zero"))
    for query in ("", "  ", "--", "?!"):
        assert found(query, small) == ["Alpha", "alpha-zero", "beta", "Gamma"]
        assert len(look_up(SHIPPED, query)) == len(SHIPPED.terms)


def test_the_best_fit_stands_first_and_equals_in_alphabetical_order() -> None:
    ladder = glossary(
        term("Zebra", definition="It is said of care."),
        term("Aftercare"),
        term("Youth care"),
        term("Caretaker"),
        term("Cares"),
        term("Yard", "CARE"),
        term("Elsewhere", replaced_by="Care of another kind", replaced_in=2020),
        term("Nowhere"),
    )
    assert found("care", ladder) == [
        *("Yard", "Cares", "Caretaker", "Youth care", "Aftercare", "Elsewhere", "Zebra"),
    ]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ccg", "Clinical commissioning group"),
        ("CCGs", "Clinical commissioning group"),
        ("clinical Commissioning-groups", "Clinical commissioning group"),
        ("coproduction", "Co-production"),
        ("co production", "Co-production"),
        ("CO–PRODUCTION!", "Co-production"),
        ("ICSs", "Integrated Care System"),
        ("ics", "Integrated Care System"),
        ("local authorities", "Local authority"),
        ("well-being", "Wellbeing"),
        ("HWBB", "Health and wellbeing board"),
        ("a&e", "Accident and emergency"),
        ("joint strat", "Joint strategic needs assessment"),
        ("UKHSA", "Public Health England"),
        ("carer’s", "Carer"),
        ("mönitor", "Monitor, the NHS regulator"),
    ],
)
def test_it_is_found_however_it_is_typed(query: str, first: str) -> None:
    assert found(query)[0] == first


def test_a_shared_abbreviation_gives_both() -> None:
    assert found("ICP")[:2] == ["Integrated Care Partnership", "Integrated Care Provider"]
    assert spotted("The ICP meets.") == ["Integrated Care Partnership", "Integrated Care Provider"]


def test_an_abbreviation_without_its_s_is_no_beginning_of_another() -> None:
    assert "Integrated Care Board" not in found("ICS")


def mangle(name: str, how: int) -> str:
    return (name, name.upper(), name.lower(), f"  {name}. ", name.replace("-", " "), f"{name}s")[how]


def is_called(term: Term, typed: str) -> bool:
    """Whether `typed` is a name of the term, but for case, hyphens, punctuation and plural endings."""
    asked = g._words(typed)
    names = [g._words(name) for name in term.names()]
    return any("".join(name) == "".join(asked) or g._alike(name, asked) for name in names)


@given(st.sampled_from(SHIPPED.terms), st.integers(0, 5), st.data())
@settings(max_examples=150, deadline=None)
def test_every_term_is_found_by_each_of_its_names(term: Term, how: int, data: st.DataObject) -> None:
    typed = mangle(data.draw(st.sampled_from(term.names())), how)
    results = look_up(SHIPPED, typed)
    assert all(is_called(other, typed) for other in results[: results.index(term) + 1])


beginnings = st.builds(lambda name, size: name[:size], st.sampled_from(NAMES), st.integers(1, 9))


@given(st.one_of(st.text(max_size=60), beginnings))
@settings(max_examples=150, deadline=None)
def test_looking_up_never_fails_and_ranks_what_is_called_so_first(query: str) -> None:
    results = look_up(SHIPPED, query)
    assert len({result.id for result in results}) == len(results)
    if asked := g._words(query):
        ranks = {term: rank for term in SHIPPED.terms if (rank := g._rank(term, asked)) is not None}
        assert set(results) == set(ranks)
        assert list(results) == sorted(results, key=lambda term: (ranks[term], g.alphabetical(term)))
    else:
        assert results == SHIPPED.terms
    assert all(isinstance(name, str) for name in near(SHIPPED, query))
    assert isinstance(terms_in(SHIPPED, [query]), tuple)


def test_odd_text_is_taken() -> None:
    for odd in ("\ud800", "\x00", "[/x]", "ß" * 5000, "İ", "'" * 50, "&"):
        look_up(SHIPPED, odd)
        near(SHIPPED, odd)
        terms_in(SHIPPED, [odd])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("carrer", "Carer"),
        ("comissioning", "Commissioning"),
        ("reablment", "Reablement"),
        ("safegarding", "Safeguarding"),
    ],
)
def test_near_spellings_are_named_as_they_are_written(typed: str, meant: str) -> None:
    assert look_up(SHIPPED, typed) == ()
    assert near(SHIPPED, typed)[0] == meant
    assert len(near(SHIPPED, typed, most=1)) == 1


def test_what_is_near_nothing_gives_nothing() -> None:
    assert near(SHIPPED, "xyzzyx") == ()
    assert near(SHIPPED, "") == ()


# --- spotting -------------------------------------------------------------------------------------


def test_terms_are_given_once_in_the_order_of_first_occurrence() -> None:
    texts = ("The JSNA shows unmet needs.", "Carers, the CCG and the JSNA.")
    assert spotted(*texts) == [
        *("Joint strategic needs assessment", "Unmet need", "Carer", "Clinical commissioning group"),
    ]


def test_the_longest_name_counts_alone() -> None:
    assert spotted("Health and wellbeing boards decide.") == ["Health and wellbeing board"]
    assert spotted("Health and wellbeing boards, for wellbeing.") == [
        "Health and wellbeing board",
        "Wellbeing",
    ]
    assert spotted("integrated care systems") == ["Integrated Care System"]


@pytest.mark.parametrize(
    "text", ["How nice.", "each", "We monitor it", "precarer", "carershare", "la la", "Is it?"]
)
def test_a_part_of_a_word_or_an_abbreviation_in_small_letters_is_none(text: str) -> None:
    assert spotted(text) == []


def test_a_name_does_not_run_over_the_end_of_a_sentence() -> None:
    assert spotted("It is public. Health matters.") == []
    assert spotted("Give us direct", "payments") == []


@pytest.mark.parametrize(
    "text", ["PCTs", "the PCT's", "(PCT)", "PCT/x", "“PCT”", "primary care trust’s", "primary-care trusts"]
)
def test_punctuation_owners_and_plurals_make_no_difference(text: str) -> None:
    assert spotted(text) == ["Primary care trust"]


@given(st.sampled_from(SHIPPED.terms), st.data())
@settings(max_examples=150, deadline=None)
def test_every_name_is_spotted_amid_other_words(term: Term, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(term.names()))
    assert term in terms_in(SHIPPED, [f"Qqq {name} qqq"])


# --- display --------------------------------------------------------------------------------------


def test_a_term_is_shown_in_lines() -> None:
    whole = term(
        "Old body",
        "OB",
        also=("Older body",),
        replaced_by="New body (NB)",
        replaced_in=2021,
        replaced_month=4,
    )
    assert lines(whole) == (
        *("Old body (OB)", "Something else.", "Also: Older body", "Since April 2021: New body (NB)"),
    )
    assert lines(term("Thing")) == ("Thing", "Something else.")


# --- what a faulty glossary is told ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"definition": "word " * 46}, "46 words, at most 45"),
        ({"replaced_by": "word " * 31, "replaced_in": 2020}, "31 words, at most 30"),
        ({"replaced_by": "Something"}, "go together"),
        ({"replaced_in": 2020}, "go together"),
        ({"replaced_month": 4}, "replaced_month needs"),
        ({"replaced_by": "Something", "replaced_in": 2020, "replaced_month": 13}, "less than or equal to 12"),
        ({"id": "glossary/Old Body"}, "a slash and a slug"),
        ({"synonyms": ("x",)}, "synonyms"),
    ],
)
def test_a_faulty_term_is_refused(more: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(said)):
        Term.model_validate(dict(term("Old body")) | more, extra="forbid")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: glossary(term("A"), term("B", id="glossary/a")), "term id 'glossary/a' stands twice"),
        (
            lambda: glossary(term("Care plan"), term("care-plan", id="glossary/b")),
            "term 'care plan' stands twice",
        ),
        (lambda: glossary(term("A", id="other/a")), "must begin with 'glossary/'"),
        (lambda: glossary(term("A", source="nowhere")), "none of the documents"),
        (lambda: glossary(), "at least 1 item"),
    ],
)
def test_a_faulty_glossary_is_refused(make: Callable[[], Glossary], said: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(said)):
        make()


def test_a_term_of_another_glossary_has_no_document_here() -> None:
    with pytest.raises(KeyError):
        SHIPPED.document(term("A"))


def test_all_mistakes_of_a_file_are_named_with_their_place(tmp_path: Path) -> None:
    shipped = (Path(load.__file__).parent / "glossary.toml").read_text("utf-8")
    wrong = tmp_path / "glossary.toml"
    wrong.write_text(
        shipped.replace('term = "Carer"', 'tern = "Carer"').replace(
            "replaced_month = 8", 'replaced_month = "May"', 1
        ),
        "utf-8",
    )
    with pytest.raises(Problem) as caught:
        load.load_file(Glossary, wrong)
    assert re.search(r"terms\[\d+\]\.tern: is not a known key \(did you mean 'term'\?\)", caught.value.what)
    assert re.search(r"terms\[\d+\]\.replaced_month: should be a whole number", caught.value.what)
    assert caught.value.where == str(wrong)
