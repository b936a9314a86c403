"""Sessions on disk: one TinyDB file each, saved whole, locked while it is written, backed up, repaired."""
