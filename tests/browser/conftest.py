"""These tests need a browser and axe-core: collected only where `AXE_CORE` names the file `axe.min.js`.

`CHROMIUM` names the browser; without it, one of the usual names is looked for.
"""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("AXE_CORE") else ["test_*.py"]
