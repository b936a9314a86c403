"""Where to read on about the domain of a stop."""

from workshop.materials.load import resources
from workshop.panels.host import Host
from workshop.widgets.dialogs.resources import ResourcesDialog


def read_on(host: Host) -> None:
    """Show it; never where the room looks on."""
    if host.wall_shown:
        host.tell(f"The room sees this window. {host.key('mirror')} goes back to yours.")
    else:
        host.open(ResourcesDialog(resources(), host.scene.domain), lambda _: None, reads=True)
