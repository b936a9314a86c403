"""Discuss: items are talked about, those of a pack or those with most dots of a vote."""

from typing import Literal

from sessions.kinds.following import FollowingActivity, FollowingKind, FollowingStep


class DiscussActivity(FollowingActivity):
    kind: Literal["discuss"] = "discuss"


class DiscussStep(FollowingStep):
    """A talk in a template; with `top`, on that many of the vote before it."""


class Discuss(FollowingKind[DiscussActivity]):
    id = "discuss"
    activity = DiscussActivity
    step = DiscussStep
    done = "discussed"
