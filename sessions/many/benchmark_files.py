"""Places side by side as files: what makes each form of them, loaded when it is made."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from sessions.house import House
from sessions.many import benchmark_words as say
from sessions.many.benchmark import Benchmark
from sessions.summary.model import Summary

NAME = "benchmark"
OF_REGISTER = f"{NAME}-of-register"
"""What files of a register are called, beside those of the folder."""
"""How the names of its files begin."""


def makers(result: Benchmark, now: datetime, house: House) -> Mapping[str, Callable[[], bytes]]:
    """{suffix: what makes that form}; `now` is aware."""
    from sessions.outputs import excel, html, interchange, word  # noqa: PLC0415  # nothing loads them unasked

    def document() -> Summary:
        return replace(say.document(result, now.date(), now=now), house=house)

    return {
        "html": lambda: html.render(document()),
        "xlsx": lambda: excel.workbook(say.TITLE, say.tables(result), foot=say.SIGN, house=house),
        "docx": lambda: word.render(document()),
        "json": lambda: interchange.document(say.as_json(result)),
    }
