"""The next session after another, on the screen's side: the template that it begins from."""

from __future__ import annotations

from pathlib import Path

from tests.builders import NOW, new_session
from workshop.current import Current


def test_a_template_that_is_gone_is_told_and_another_taken(tmp_path: Path) -> None:
    current = Current(tmp_path, None, lambda: NOW)
    session = new_session("four-domains", "County Council", "ICB")
    with current.library.create(session.model_copy(update={"id": "before", "template_id": "our-day"})):
        pass
    second = current.follow("before").session
    assert current.template_gone == "our-day"
    assert second.template_id in current.templates.usable
    assert [partner.name for partner in second.partners] == ["County Council", "ICB"]
    current.close()

    third = current.follow(second.id).session
    assert (current.template_gone, third.template_id) == ("", second.template_id)
    current.close()
