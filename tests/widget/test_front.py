"""The panel's front end, in a real Chromium, without a notebook around it."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from nbcoach.faces.widget import front, words
from nbcoach.faces.widget.ledger import Fitted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

CODE = "import mlflow\nmlflow.autolog()"
MOUNT = """
async ({ script, style, view }) => {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const widget = (await import(url)).default;
  const listeners = new Set();
  window.sent = [];
  window.view = view;
  window.show = (next) => { window.view = next; listeners.forEach((each) => each()); };
  const model = {
    get: (name) => (name === "view" ? window.view : []),
    send: (message) => window.sent.push(message),
    on: (_, listener) => listeners.add(listener),
    off: (_, listener) => listeners.delete(listener),
  };
  document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  window.el = document.body.appendChild(document.createElement("div"));
  window.dispose = widget.render({ model, el: window.el });
  window.listeners = listeners;
}
"""
HOST = """
(reply) => document.addEventListener("nbcoach:intent", (event) => {
  event.preventDefault();
  window.intents = [...(window.intents ?? []), event.detail];
  window.answer = (detail) => event.target.dispatchEvent(new CustomEvent("nbcoach:done", { detail }));
})
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
        )
        yield found
        found.close()


@pytest.fixture
def page(browser) -> Iterator[Page]:
    page = browser.new_page()
    page.clock.install()
    view = words.offer([Fitted("model", "Ridge")], CODE, installed=True).as_json()
    page.evaluate(MOUNT, {"script": front.script(), "style": front.style(), "view": view})
    yield page
    page.close()


def test_each_module_and_the_joined_script_are_valid(tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here; the browser tests below run the script itself")
    joined = tmp_path / "joined.mjs"
    joined.write_text(front.script(), encoding="utf-8")
    subprocess.run([node, "--check", joined], check=True)


def test_without_a_host_the_code_is_shown_to_copy(page):
    page.get_by_role("button", name="Insert MLflow tracking").click()
    expect(page.locator("pre")).to_have_text(CODE)
    expect(page.get_by_role("status")).to_contain_text("Copy the code into a new cell")


def test_a_host_that_takes_the_intent_is_waited_for(page):
    page.evaluate(HOST)
    button = page.get_by_role("button", name="Insert MLflow tracking")
    button.click()
    expect(page.get_by_role("status")).to_contain_text("Inserting…")
    expect(button).to_be_disabled()
    assert page.evaluate("intents") == [{"version": 1, "intent": "insert-tracking", "style": "autolog"}]
    page.evaluate("answer({ version: 1, intent: 'insert-tracking', ok: true, message: 'Inserted.', cell_id: 'a' })")
    assert page.evaluate("sent") == [{"event": "done", "ok": True, "message": "Inserted.", "inserted": True}]


def test_a_host_that_fails_is_quoted_and_the_code_shown(page):
    page.evaluate(HOST)
    page.get_by_role("button", name="Insert MLflow tracking").click()
    page.evaluate("answer({ version: 1, intent: 'insert-tracking', ok: false, message: 'Read-only notebook.' })")
    expect(page.get_by_role("status")).to_contain_text("Read-only notebook.")
    expect(page.locator("pre")).to_have_text(CODE)
    expect(page.get_by_role("button", name="Insert MLflow tracking")).to_be_enabled()


def test_a_host_that_never_answers_is_given_up(page):
    page.evaluate(HOST)
    page.get_by_role("button", name="Insert MLflow tracking").click()
    page.clock.fast_forward(16_000)
    expect(page.get_by_role("status")).to_contain_text("did not answer")
    expect(page.locator("pre")).to_have_text(CODE)


def test_an_answer_to_another_intent_is_not_ours(page):
    page.evaluate("el.dispatchEvent(new CustomEvent('nbcoach:done', { detail: { intent: 'export', ok: true } }))")
    assert page.evaluate("sent") == []


def test_later_is_told_to_the_kernel(page):
    page.get_by_role("button", name="Later").click()
    assert page.evaluate("sent") == [{"event": "later"}]


def test_the_code_unfolds_by_keyboard_and_keeps_the_focus(page):
    button = page.get_by_role("button", name="Show the code")
    button.focus()
    page.keyboard.press("Enter")
    hide = page.get_by_role("button", name="Hide the code")
    expect(hide).to_be_focused()
    expect(hide).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    expect(page.locator("pre")).to_have_count(0)


def test_copy_selects_the_code_where_the_clipboard_is_closed(page):
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Show the code").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied").or_(page.get_by_role("button", name="Ctrl+C"))).to_be_visible()
    assert page.evaluate("getSelection().toString()") == CODE


def test_words_of_the_kernel_are_text_and_never_markup(page):
    view = words.stopped("<img src=x onerror=window.hacked=1> `<b>`").as_json()
    page.evaluate("(view) => show(view)", view)
    expect(page.get_by_role("status")).to_contain_text("<img src=x onerror=window.hacked=1> <b>")
    assert page.locator("img, b").count() == 0


def test_a_new_view_replaces_the_old_one_in_place(page):
    page.evaluate("window.before = document.querySelector('[role=status]')")
    page.evaluate("(view) => show(view)", words.later().as_json())
    expect(page.get_by_role("status")).to_contain_text("Later, then")
    expect(page.get_by_role("button")).to_have_count(0)
    assert page.evaluate("before === document.querySelector('[role=status]')")


def test_a_panel_that_is_taken_away_stops_listening(page):
    page.evaluate("dispose()")
    assert page.evaluate("listeners.size") == 0
