"""The kind `here-to-there`: how pairs are planned, asked and told."""

from collections.abc import Collection, Iterator

from sessions.kinds.asking import PICTURE, AskingKind
from sessions.kinds.here_to_there import summary
from sessions.kinds.here_to_there.records import ASKED, PairsActivity, PairsStep
from sessions.material import Item
from sessions.record import Session
from sessions.rows import Stop
from sessions.summary.model import Block


class Pairs(AskingKind[PairsActivity]):
    id = "here-to-there"
    activity = PairsActivity
    step = PairsStep
    aspects = ASKED
    tells_levels = True

    def item_stops(self, activity: PairsActivity, item: Item) -> Iterator[Stop]:
        """After the last question, the picture of the pair."""
        yield from super().item_stops(activity, item)
        yield Stop(activity_id=activity.id, part=PICTURE, ref=item.id)

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        yield from summary.chapter(seen)
