"""Packs and templates: the TOML files that ship with the program, and what reads them and a user's own."""
