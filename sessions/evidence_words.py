"""Evidence in words: whose word it is, or what, and where it is to be had. Pure."""

from collections.abc import Mapping

from sessions.material import Evidence, EvidenceKind

KINDS: Mapping[EvidenceKind, str] = {
    "people": "what people said",
    "staff": "what staff said",
    "partners": "what partners said",
    "seen": "what we saw",
    "data": "data",
    "documents": "documents",
}
"""Kind of evidence → its words, in a list and after "evidence: "."""


def to_look_for(evidence: Evidence) -> str:
    """ "Figures of the last four quarters (data, https://example.org)"."""
    about = ", ".join(filter(None, (KINDS[evidence.kind] if evidence.kind else "", evidence.link)))
    return f"{evidence.text} ({about})" if about else evidence.text
