"""No plugins for pydantic: what is said in a room is read by nothing that happens to be installed besides.

To look for them among all packages that are installed takes a tenth of the time of a command, besides.
"""

import importlib
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
else:
    ModuleType = type(sys)  # the list of sessions would load `types` for this alone

LOADER = "pydantic.plugin._loader"
"""The module that looks for plugins, once the first model is built."""


class _NoPlugins(ModuleType):
    @staticmethod
    def get_plugins() -> tuple[()]:
        """As `PYDANTIC_DISABLE_PLUGINS=__all__` gives it."""
        return ()

    def __getattr__(self, name: str) -> object:
        """What a later version asks for besides: then its own module is there again."""
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(LOADER) is self:
            del sys.modules[LOADER]
        return getattr(importlib.import_module(LOADER), name)


def unplug() -> None:
    """Have pydantic find no plugins in this process, unless it has looked for them already."""
    sys.modules.setdefault(LOADER, _NoPlugins(LOADER))
