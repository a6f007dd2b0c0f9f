"""The list of evidence in the panel's front end, in a real Chromium, without a notebook around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from nbcoach.faces.widget import front, words
from nbcoach.faces.widget.live.rows import Row, Section

from .test_front import HOST, browser  # noqa: F401 - the fixture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

INTENT = {"intent": "make-offer", "title": "Seed it", "offer": {"name": "seed", "arguments": {}}}
SECTIONS = (
    Section(
        "Files this kernel read", (Row("f", "`a.csv` has no recorded version.", code="git add -- a.csv"),), "At least."
    ),
    Section("Draws", (Row("d", "`numpy.random` drew.", "care", "Seed it", INTENT, "np.random.seed(42)"),)),
    Section("Good", (Row("g", "Recorded: `b.csv` (Git).", "good"),)),
)
MOUNT = """
async ({ script, style, view, evidence }) => {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const widget = (await import(url)).default;
  window.state = { view, evidence, looks: 0 };
  window.sent = [];
  const listeners = {};
  window.set = (name, value) => { state[name] = value; (listeners[`change:${name}`] ?? []).forEach((each) => each()); };
  const model = {
    get: (name) => state[name],
    send: (message) => sent.push(message),
    on: (name, listener) => (listeners[name] = [...(listeners[name] ?? []), listener]),
    off: (name, listener) => (listeners[name] = listeners[name].filter((each) => each !== listener)),
  };
  window.count = () => Object.values(listeners).flat().length;
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  window.el = document.body.appendChild(document.createElement("div"));
  window.dispose = widget.render({ model, el: window.el });
}
"""


@pytest.fixture
def page(browser) -> Iterator[Page]:  # noqa: F811
    page = browser.new_page()
    evidence = [section.as_json() for section in SECTIONS]
    values = {
        "script": front.script(),
        "style": front.style(),
        "view": words.watching().as_json(),
        "evidence": evidence,
    }
    page.evaluate(MOUNT, values)
    yield page
    page.close()


def test_rows_stand_under_headings_with_their_buttons(page):
    expect(page.get_by_role("heading", level=4)).to_have_text([section.title for section in SECTIONS])
    expect(page.get_by_role("listitem")).to_have_count(3)
    names = page.get_by_role("button").all_text_contents()
    assert names == ["Show the command", "Later", "Seed it", "Show the code", "Later", "Look again"]
    expect(page.get_by_role("img", name="To do")).to_have_count(2)
    expect(page.get_by_role("img", name="Well")).to_have_count(1)


def test_where_nobody_listens_the_offer_shows_its_code_to_copy(page):
    page.get_by_role("button", name="Seed it").click()
    expect(page.locator("pre")).to_have_text("np.random.seed(42)")
    expect(page.get_by_text("Nothing here can change the notebook")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_be_visible()


def test_a_host_hears_the_offer_and_its_answer_stands_in_the_row(page):
    page.evaluate(HOST)
    button = page.get_by_role("button", name="Seed it")
    button.click()
    expect(button).to_be_disabled()
    (asked,) = [each for each in page.evaluate("intents") if each["intent"] == "make-offer"]
    assert asked == {"version": 1, "key": "d", **INTENT}
    page.evaluate("answer({ version: 1, intent: 'make-offer', key: 'd', ok: true, message: 'Done.' })")
    expect(page.get_by_text("Done.")).to_be_visible()
    expect(button).to_be_enabled()


def test_a_host_that_cannot_is_quoted_and_the_code_shown(page):
    page.evaluate(HOST)
    page.get_by_role("button", name="Seed it").click()
    page.evaluate("answer({ version: 1, intent: 'make-offer', key: 'd', ok: false, message: 'The cell was changed.' })")
    expect(page.get_by_text("The cell was changed.")).to_be_visible()
    expect(page.locator("pre")).to_have_text("np.random.seed(42)")


def test_the_kernel_hears_how_the_cells_stand_whenever_it_asks(page):
    page.evaluate(HOST)
    page.evaluate("set('looks', 1)")
    page.evaluate("answer({ intent: 'tell-cells', ok: true, cells: [{ id: 'a', source: 'x' }] })")
    assert page.evaluate("sent") == [{"event": "cells", "cells": [{"id": "a", "source": "x"}]}]


def test_later_and_look_again_are_told_to_the_kernel(page):
    page.get_by_role("button", name="Later").first.click()
    page.get_by_role("button", name="Look again").click()
    assert page.evaluate("sent") == [{"event": "put-off", "key": "f"}, {"event": "look-again"}]


def test_new_evidence_keeps_the_focus_and_a_disposed_panel_listens_to_nothing(page):
    page.get_by_role("button", name="Show the code").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Hide the code")).to_be_focused()
    page.evaluate("set('evidence', state.evidence.slice(1))")
    expect(page.get_by_role("button", name="Hide the code")).to_be_focused()
    page.evaluate("dispose()")
    assert page.evaluate("count()") == 0
