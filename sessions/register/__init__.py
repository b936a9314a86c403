"""Sessions of many places in one register: what goes into it, and what comes out."""
