"""The report of an export in a real browser: in both colours, by keyboard, with a hostile notebook."""

import pytest
from msgspec.structs import replace
from playwright.sync_api import expect
from sample_export import HOSTILE, OBSERVATION, PIPELINE, proof

from nbcoach.pipeline.report_html import report_html


@pytest.fixture
def page(browser):
    """A page on which nothing may complain, be asked for, or pop up."""
    page = browser.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light")
    faults = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message) or dialog.dismiss())
    page.on("request", lambda request: request.url.startswith("file:") or faults.append(request.url))
    yield page
    assert faults == []
    page.close()


def opened(page, tmp_path, pipeline, told):
    path = tmp_path / "report.html"
    path.write_bytes(report_html(pipeline, told, OBSERVATION))
    page.goto(path.as_uri())
    return page


def test_the_steps_are_drawn_and_a_difference_opens_by_keyboard(page, tmp_path):
    opened(page, tmp_path, PIPELINE, proof("differs"))

    expect(page.get_by_role("img", name="The steps: load, then prepare, then train")).to_be_visible()
    expect(page.locator(".graph .name")).to_have_text(["1  load", "2  prepare", "3  train"])
    boxes = page.locator(".graph .name").evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
    assert min(boxes) > 10
    place = page.locator("tr.differs details").first
    place.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(place.get_by_text("In the pipeline").first).to_be_visible()


def test_the_colours_follow_the_system_and_the_page_fits_a_phone(page, tmp_path):
    opened(page, tmp_path, PIPELINE, proof("verified"))

    def ground():
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    light = ground()
    page.emulate_media(color_scheme="dark")
    assert ground() != light
    page.set_viewport_size({"width": 380, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


def test_a_hostile_notebook_does_nothing(page, tmp_path):
    hostile = replace(PIPELINE, name=HOSTILE, warnings=(HOSTILE,))
    opened(page, tmp_path, hostile, replace(proof("differs"), cause=HOSTILE, noise=(HOSTILE,)))

    expect(page.get_by_role("heading", level=1)).to_contain_text("</script><img src=x onerror=alert(1)>")
    assert page.locator("img, script").count() == 0
