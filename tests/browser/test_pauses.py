"""What the coach says when its server is away, is another one, or knows no files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from .conftest import Open


def test_hints_come_back_when_the_server_does(open_notebook: Open) -> None:
    notebook = open_notebook("import random")
    count = notebook.page.locator(".nbcoach-HintCount")
    expect(count).to_have_text("No hints")
    notebook.page.route("**/nbcoach/lint*", lambda route: route.abort())
    notebook.type(0, "\nx = random.random()")
    expect(count).to_have_text("Coach paused")

    expect(notebook.notice).to_contain_text("Hints pause, and come back by themselves.")
    expect(notebook.notice).to_have_count(1)
    notebook.page.unroute("**/nbcoach/lint*")

    notebook.expect_underlined(0, "random.random()")
    expect(count).to_have_text("1 hint")
    expect(notebook.notice).to_have_count(0)


def test_a_server_of_another_version_is_told_of(open_notebook: Open, page: Page) -> None:
    def older(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "version": "0.0.1"})

    page.route("**/nbcoach/status*", older)

    notebook = open_notebook("a = 1")

    expect(notebook.notice).to_contain_text("0.0.1 on the server")


def test_settings_that_are_wrong_are_named_and_hints_come_when_they_are_mended(open_notebook: Open) -> None:
    notebook = open_notebook("import random\nx = random.random()", settings="ignore = 3")
    expect(notebook.notice).to_contain_text("Hints pause")
    notebook.notice.get_by_role("button", name="Details").click()
    expect(notebook.dialog).to_contain_text("ignore holds a number where a list belongs")
    notebook.dialog.get_by_role("button", name="Ok").click()

    (notebook.path.parent / ".nbcoach.toml").write_text("ignore = []")

    notebook.expect_underlined(0, "random.random()")


def test_a_notebook_that_is_no_file_is_told_what_is_not_looked_at(open_notebook: Open, page: Page) -> None:
    def elsewhere(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "has_files": False})

    page.route("**/nbcoach/status*", elsewhere)

    notebook = open_notebook("import random\nx = random.random()")

    notebook.expect_underlined(0, "random.random()")
    expect(notebook.notice).to_contain_text("looks at its code alone")
