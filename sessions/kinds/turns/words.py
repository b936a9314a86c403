"""Turns in words, for page, shell and summary. Pure."""


def took(seconds: int) -> str:
    """ "18 min", "under 1 min"; empty where nothing was timed."""
    if not seconds:
        return ""
    return f"{minutes} min" if (minutes := round(seconds / 60)) else "under 1 min"
