"""The command `pause`: the clocks of a session stand, or go on."""

from argparse import Namespace

from sessions import schedule
from sessions.clock import utc_now
from sessions.edits import pauses
from workshop.cli import output
from workshop.cli.context import change, library


def pause(args: Namespace) -> int:
    """Pause the clocks, or let them go on; how it then stands."""
    after = change(args, lambda _: pauses.go_on() if args.go_on else pauses.pause())
    lasts = [each.since for each in after.pauses if each.until is None]
    if args.json:
        since = lasts[0].isoformat().replace("+00:00", "Z") if lasts else None
        name = library(args).find(args.session).stem
        output.say(output.as_json({"session": name, "paused": bool(lasts), "since": since}))
        return output.OK
    clock = schedule.clock(after, utc_now())
    step = after.activity(after.at.activity_id).title if after.at else after.title
    time = f", {schedule.figures(clock.left)} {'over' if clock.left < 0 else 'left'}" if clock else ""
    output.tell(f"{step}: {'paused' if lasts else 'the clock goes on'}{time}")
    return output.OK
