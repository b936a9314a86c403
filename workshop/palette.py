"""Finding commands in the palette: by their names first, then by other words that people have for them."""

from textual.command import Hit, Hits
from textual.content import Content
from textual.system_commands import SystemCommandsProvider

from workshop.also_called import is_meant

NAMED, MEANT = 1000, 500
"""Added where letters stand together, and where it is another word: before letters that lie apart."""


class CommandFinder(SystemCommandsProvider):
    """The commands of the screen in front."""

    async def search(self, query: str) -> Hits:
        """Commands that are called so, then those that are known by these words or have the letters."""
        matcher = self.matcher(query)
        for title, help_, run_command, *_ in self.app.get_system_commands(self.screen):
            score = matcher.match(title)
            if query.casefold() in title.casefold():
                score += NAMED
            elif is_meant(query, title, help_):
                score += MEANT
            if score > 0:
                yield Hit(score, _marked(title, query), run_command, help=help_)


def _marked(title: str, query: str) -> Content:
    """The title, with what was typed marked in it; a key such as [ stays as it is."""
    begin = title.casefold().find(query.casefold())
    text = Content(title)
    return text if begin < 0 else text.stylize("underline", begin, begin + len(query))
