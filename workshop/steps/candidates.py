"""What the candidates of a vote are called, and why a vote, or a step that goes on with one, has none."""

from collections.abc import Iterable, Mapping, Sequence

from sessions.analysis.items import has_item
from sessions.analysis.whole import candidates
from sessions.kinds.follow import FollowingActivity, items_of
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.registry import revealed_only
from sessions.kinds.score.records import ScoreActivity
from sessions.record import Session
from workshop.cells import cells, filled

NOT_REVEALED = "What has most dots stands here, once they are revealed."


def candidate_labels(session: Session, vote: VoteActivity, also: Iterable[str] = ()) -> dict[str, str]:
    """What each candidate of a vote is called, by its id: "1.6", "A3"; no two are called the same.

    Before the reveal these are the candidates that the room may know: one that is none any more, but holds
    dots, would tell where the dots are. `also` are ids of some that are listed all the same.
    """
    listed = dict.fromkeys((*candidates(revealed_only(session), vote), *also))
    items = [candidate for candidate in listed if has_item(session, candidate)]
    # Among all that could be up for this vote, so that a label stays the same when others come and go.
    pool = [item.id for item in session.items(ScoreActivity)] if vote.candidates == "gaps" else items
    by_number: dict[str, list[str]] = {}
    for item_id in dict.fromkeys((*pool, *items)):
        by_number.setdefault(session.item(item_id).number.casefold(), []).append(item_id)
    actions = {action.uid: action.id for action in session.actions}
    return {c: actions[c] if c in actions else _label(session, c, by_number) for c in listed}


def _label(session: Session, item_id: str, by_number: Mapping[str, Sequence[str]]) -> str:
    """An item's number; where another pack has the same one, "Tip 1", or with the pack's id "tips 1"."""
    number = session.item(item_id).number
    alike = by_number[number.casefold()]
    if len(alike) == 1:
        return number
    pack = session.pack_of(item_id)
    words = [session.pack_of(other).word_of(other).casefold() for other in alike]
    own = words.count(pack.word_of(item_id).casefold()) == 1
    return f"{pack.title_of(item_id) if own else pack.id} {number}"


def numbered(session: Session, labels: Mapping[str, str]) -> dict[str, str]:
    """Candidates as "1   See the bigger picture", by their ids: the words of all begin in one column."""
    width = max(map(cells, labels.values()), default=0)
    return {c: f"{filled(label, width)}  {candidate_name(session, c)}" for c, label in labels.items()}


def candidate_name(session: Session, candidate: str) -> str:
    """The words of a candidate: an item's name or an action's text."""
    text = next((action.text for action in session.actions if action.uid == candidate), None)
    return session.item(candidate).name if text is None else text


def is_named_here(session: Session, vote: VoteActivity) -> bool:
    """Whether a vote waits for the room to name its candidates."""
    return vote.candidates == "typed" and not candidate_labels(session, vote)


def nothing_to_vote_on(session: Session, vote: VoteActivity) -> str:
    """Why a vote is empty; empty where it is not."""
    if candidate_labels(session, vote):
        return ""
    if vote.candidates == "typed":
        return "What could it be? Name it, and it stands here."
    what = {"gaps": "gap", "actions": "open action"}.get(vote.candidates, "item")
    return f"There is no {what} to vote on yet."


def nothing_to_go_on_with(session: Session, activity: FollowingActivity) -> str:
    """Why nothing of a vote stands here; empty where something does, or where it goes on with none."""
    vote = next((v for v in session.agenda if v.id == activity.follows and isinstance(v, VoteActivity)), None)
    if vote is None or items_of(session, activity):
        return ""
    if vote.state != "planned" or not candidate_labels(session, vote):
        return "Nothing was voted on, so there is nothing to go on with."
    return NOT_REVEALED
