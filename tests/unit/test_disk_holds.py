"""What the disk says of what is no file."""

import errno
from pathlib import Path

import pytest

from sessions.disk import read


def test_what_is_no_file_says_so_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="folder") as refused:
        read(tmp_path)
    assert refused.value.errno == errno.EINVAL
    assert refused.value.strerror == "it is no ordinary file, but a folder, a pipe or a device"
