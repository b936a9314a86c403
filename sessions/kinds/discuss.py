"""Discuss: items are talked about, those of a pack or those with most dots of a vote."""

from typing import Literal

from sessions.kinds.follow import FollowingActivity, FollowingKind


class DiscussActivity(FollowingActivity):
    kind: Literal["discuss"] = "discuss"


class Discuss(FollowingKind[DiscussActivity]):
    id = "discuss"
    activity = DiscussActivity
