"""Evidence in words: who or what it comes from, and where it can be had. Pure."""

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
"""Kind of evidence → its words once it was noted, in a list and after "evidence: "."""
_TO_COME: Mapping[EvidenceKind, str] = {
    **KINDS,
    "people": "what people say",
    "staff": "what staff say",
    "partners": "what partners say",
    "seen": "what we see",
}
"""The same of what is to be looked for."""


def to_look_for(evidence: Evidence) -> str:
    """ "Figures of the last four quarters (data) → https://example.org"."""
    of = f" ({_TO_COME[evidence.kind]})" if evidence.kind else ""
    return f"{evidence.text}{of}{f' → {evidence.link}' if evidence.link else ''}"
