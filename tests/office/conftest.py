"""These tests need LibreOffice and poppler: collected only where `SOFFICE` names the program."""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("SOFFICE") else ["test_*.py"]
