"""What Windows has not, or does not let everybody do: the reasons for which a test is left out there."""

from __future__ import annotations

import sys

import pytest

WINDOWS = sys.platform == "win32"
has_rights = pytest.mark.skipif(WINDOWS, reason="a file has no rights of its own there: its folder's hold")
has_links = pytest.mark.skipif(WINDOWS, reason="there, making a link takes a right that few people have")
has_pipes = pytest.mark.skipif(WINDOWS, reason="no folder holds a pipe or a device there")
has_any_name = pytest.mark.skipif(WINDOWS, reason="no file has such a name there")
has_limits = pytest.mark.skipif(WINDOWS, reason="no process can be kept from letting a file grow there")
moves_what_is_open = pytest.mark.skipif(WINDOWS, reason="a folder in use cannot be moved there")
syncs_folders = pytest.mark.skipif(WINDOWS, reason="a folder cannot be opened to be synced there")
knows_users = pytest.mark.skipif(WINDOWS, reason="any name may be that of a user there")
