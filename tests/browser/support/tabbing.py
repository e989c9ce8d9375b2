"""A page walked with the Tab key alone."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from .probes import probe

# At most so many things on one page; a page with more is a trap by itself.
MOST = 2_000
AT_ONCE = 25
BOX = """at => {
  const box = window.focusShown(window.focusWalk.order[at]).getBoundingClientRect();
  return [box.left, box.top, box.width, box.height];
}"""


def tabbed(page: Page) -> dict[str, Any]:
    """Press Tab until the focus has left the document; how many things had it (`stops`), and the faults found, by what is wrong."""
    page.evaluate(probe("watch-focus"))
    for _ in range(0, MOST, AT_ONCE):
        for _ in range(AT_ONCE):
            page.keyboard.press("Tab")
        if page.evaluate("window.focusWalk.left || window.focusWalk.trapped !== null"):
            break
    result: dict[str, Any] = page.evaluate(probe("read-focus"))
    return result


def unseen_focus(page: Page, known: set[str]) -> list[str]:
    """Sorts of things, not yet known, that look the same in the picture with the focus and without it."""
    alike = []
    for sort, at in page.evaluate(probe("kinds-of-focus"), sorted(known)).items():
        known.add(sort)
        # Some things come into sight only when the one before them has the focus, so it is reached as a reader reaches it.
        page.evaluate("at => window.focusWalk.order[Math.max(at - 1, 0)].focus()", at)
        page.keyboard.press("Tab")
        # After a key was pressed, a focus that a script sets is shown as one that the keyboard sets.
        page.evaluate("at => window.focusWalk.order[at].focus()", at)
        box = page.evaluate(BOX, at)
        left, top = max(box[0] - 8, 0), max(box[1] - 8, 0)
        clip = {"x": left, "y": top, "width": box[2] + 16, "height": min(box[3] + 16, 400)}
        focused = page.screenshot(clip=clip)  # type: ignore[arg-type]
        page.evaluate("document.activeElement.blur()")
        if focused == page.screenshot(clip=clip):  # type: ignore[arg-type]
            alike.append(sort)
    return alike
