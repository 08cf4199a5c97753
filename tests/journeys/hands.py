"""Two ways to work with a page: with the pointer, and by keyboard alone.

A journey is written once and played with both. The keyboard reaches everything with Tab from where
it is, as a person would: what cannot be reached so fails the journey.
"""

from typing import Any, Protocol

from playwright.sync_api import Locator, Page, expect

_MOST_STOPS = 250
_HERE = "it => it === document.activeElement"


class Hand(Protocol):
    """Works with one page."""

    page: Page

    def go(self, path: str) -> None: ...
    def press(self, target: Locator) -> None: ...
    def write(self, target: Locator, text: str) -> None: ...
    def choose(self, target: Locator, label: str) -> None: ...
    def hand_in(self, target: Locator, file: Any) -> None: ...


class Pointer:
    """A mouse, or a finger where the page has one."""

    def __init__(self, page: Page, *, touch: bool = False) -> None:
        self.page, self._touch = page, touch

    def go(self, path: str) -> None:
        self.page.goto(path)

    def press(self, target: Locator) -> None:
        if self._touch:
            target.tap()
        else:
            target.click()

    def write(self, target: Locator, text: str) -> None:
        target.fill(text)

    def choose(self, target: Locator, label: str) -> None:
        target.select_option(label=label)

    def hand_in(self, target: Locator, file: Any) -> None:
        target.set_input_files(file)


class Keyboard:
    """Tab, Enter, Space and letters; nothing else."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, path: str) -> None:
        self.page.goto(path)

    def press(self, target: Locator) -> None:
        self._reach(target)
        ticked = target.evaluate("it => ['checkbox', 'radio'].includes(it.type)")
        self.page.keyboard.press("Space" if ticked else "Enter")

    def write(self, target: Locator, text: str) -> None:
        self._reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, target: Locator, label: str) -> None:
        self._reach(target)
        self.page.keyboard.type(label)
        expect(target.locator("option:checked")).to_have_text(label)

    def hand_in(self, target: Locator, file: Any) -> None:
        self._reach(target)
        with self.page.expect_file_chooser() as asked:
            self.page.keyboard.press("Space")
        asked.value.set_files(file)

    def _reach(self, target: Locator) -> None:
        target.wait_for()
        for _stop in range(_MOST_STOPS):
            if target.evaluate(_HERE):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached with Tab")
