"""The key of every command, as texts name it: they follow a person's own keys. Knows no screen.

A script of a template names a command in braces, `{reveal}`, and gets its key where it is shown. It is kept
as it was written, so that a session that goes to another laptop names the keys there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from workshop import commands, key_signs

_TOKEN = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True)
class Keys:
    """`keys["reveal"]` is "r", or what a person has instead: what is first among the command's keys."""

    keymap: Mapping[str, str] = field(default_factory=dict)
    """Command id → names of keys, as `keymap.usable` gives them; empty: the commands' own keys."""

    def __getitem__(self, command_id: str) -> str:
        """The key, as it is written for people. Raises KeyError where there is no such command."""
        return key_signs.shown(commands.keys_of(commands.BY_ID[command_id], self.keymap)[0])

    def fill(self, text: str) -> str:
        """A text of a template with the key for each command in braces; other braces stay as they are.

        Never for what participants typed.
        """
        return _TOKEN.sub(lambda match: self[match[1]] if match[1] in commands.BY_ID else match[0], text)


OWN = Keys()
"""The commands' own keys."""
