"""Whether inner parts of Textual, which promises nothing of them, are still as our code expects them.

Where it is not, Textual's own way is taken: slower, and right.
"""

from inspect import CO_VARARGS, CO_VARKEYWORDS


def takes(owner: object, name: str, *parameters: str) -> bool:
    """Whether it has a function of this name, of these parameters and no others, in this order."""
    code = getattr(getattr(owner, name, None), "__code__", None)
    if code is None:
        return False
    count: int = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    return bool(code.co_varnames[:count] == parameters)


def has(owner: object, *names: str) -> bool:
    """Whether it has all of these."""
    return all(hasattr(owner, name) for name in names)
