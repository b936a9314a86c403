"""How a workshop is run: the screens, the command line and the use cases behind both."""

__version__ = "0.1.0"
