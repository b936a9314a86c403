"""Documents that were cut off or changed by a sync program are gone through, and end no command."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sessions.many.changed import check_output
from sessions.outputs.inside import replaced_in, texts_in
from sessions.outputs.reopened import opens

NAME = "Priya Shah"


def document(how: int) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", how) as archive:
        archive.writestr("word/document.xml", f"<w:t>{NAME}</w:t>" * 40)
    return data.getvalue()


def damaged(whole: bytes) -> Iterator[bytes]:
    """Cut short in the middle with its end in place, and with every byte another."""
    yield from (whole[:at] + whole[-80:] for at in range(4, len(whole) - 80, 9))
    yield from (whole[:at] + bytes([byte ^ 0x55]) + whole[at + 1 :] for at, byte in enumerate(whole))


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_name_is_looked_for_in_what_can_be_read(how: int) -> None:
    whole = document(how)
    assert any(NAME in text for text in texts_in(whole))
    assert NAME.encode() not in replaced_in(whole, lambda text: text.replace(NAME, "a participant"))
    for data in damaged(whole):
        assert list(texts_in(data)), "what can't be unpacked is gone through as it lies there"
        assert replaced_in(data, lambda text: text) or not data


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_checking_it_ends_with_no_error(tmp_path: Path, how: int) -> None:
    path = tmp_path / "minutes.docx"
    for data in damaged(document(how)):
        path.write_bytes(data)
        assert check_output(path, (tmp_path,)) is None
        assert opens("minutes.docx", data) in (True, False)
