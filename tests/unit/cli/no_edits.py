"""Commands that make no edit: what is typed on the shell for them, and those that are only seen."""

from __future__ import annotations

SEEN_ONLY = frozenset(
    {
        *("next_partner", "previous_partner", "page_down", "page_up", "prompts", "mirror", "peek"),
        *("sort_profile", "next_filter", "find", "theme", "help", "back", "leave", "quit", "put_away"),
        *(
            "open_written",
            "open_folder",
            "settings",
            "change",
            "reset",
            "blank",
            "next_text",
            "previous_text",
        ),
    }
)
"""Commands that change nothing of a record: where the focus is, what is in sight, the program's settings."""
OTHERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "reveal_left": (("summary", "S", "--reveal"),),
    "next_stop": (("go", "S", "--next"),),
    "previous_stop": (("go", "S", "--back"),),
    "jump": (("go", "S", "1.6"), ("agenda", "S"), ("agenda", "S", "--offers")),
    "cards": (("cards", "S"), ("cards", "--pack", "tips", "--to", "DIR")),
    "undo": (("undo", "S"), ("undo", "S", "--list")),
    "undo_typed": (("undo", "S"),),
    "redo": (("redo", "S"),),
    "look_up": (("glossary", "pooled budget"),),
    "resources": (("resources", "housing"),),
    "questions": (("tick", "S", "C2", "--question", "1", "no"), ("checks", "S"), ("checks", "S", "--left")),
    "show_actions": (("actions", "S", "--which", "all"),),
    "edit_notes": (("notes", "S"),),
    "new": (("new", "--no-open"),),
    "follow_on": (("new", "--after", "S", "--no-open"),),
    "go_on": (("series", "S"), ("reopen", "S")),
    "demo": (("demo", "--no-open"),),
    "open": (("open", "S"),),
    "begin": (("go", "S", "s1"),),
    "bin": (("bin", "S"), ("bin", "S", "--restore")),
    "forget": (("forget", "S", "--person", "Priya", "--yes"),),
    "delete_for_good": (("delete", "S", "--for-good", "--yes"),),
    "summary": (("summary", "S"),),
    "sign_off": (("sign-off", "S"),),
    "make_final": (("sign-off", "S", "--final", "--by", "Priya"),),
    "reopen": (("sign-off", "S", "--reopen", "A wrong name"),),
    "approve": (("sign-off", "S", "--approved", "--on", "12 Jan", "--amended", "For ICB read both"),),
    "write": (("summary", "S"),),
    "next_form": (("summary", "S", "--form", "page"),),
    "read_it": (("show", "S"),),
    "choose_formats": (("summary", "S", "--format", "docx,xlsx"), ("summary", "S", "--format", "all")),
    "change_folder": (("summary", "S", "--to", "DIR"),),
    "write_again": (("summary", "S"), ("summary", "S", "--again")),
    "copy_text": (("summary", "S", "--format", "txt", "--to", "DIR"),),
    "house_style": (("house", "new"), ("house", "show"), ("house", "check")),
    "pause_clock": (("pause", "S"), ("pause", "S", "--go-on")),
    "late": (("late", "S"), ("late", "S", "--apply")),
    "dot_rule": (
        ("risks", "S"),
        ("pairs", "S"),
        ("risks", "S", "--impact", "s2"),
        ("pairs", "S", "--ask", "s2", "are,want"),
        ("role", "S", "--parties", "partners"),
    ),
    "hand_over": (("hand-over", "S", "--to", "DIR"), ("hand-over", "S", "--back"), ("take-over", "FILE")),
    "bring_in": (
        ("import", "S", "FILE", "--as", "Health=ICB", "--yes"),
        ("people", "S", "--from", "FILE", "--new-partners", "--dry-run"),
    ),
    "rehearse": (("rehearse", "S"), ("rehearse", "--template", "steering-group")),
    "compare": (("differ", "S", "OTHER"),),
    "packs": (("packs", "list"),),
    "save_template": (("templates", "save", "S", "--id", "own", "--name", "Own"),),
    "read": (("packs", "show", "icbo"),),
    "compare_pack": (("packs", "compare", "icbo", "S"),),
}
"""Commands whose way on the shell is no edit: it moves, takes back, makes, lists or writes."""
