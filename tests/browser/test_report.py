"""The HTML report in a real browser: by mouse and keyboard, in both colours, with a hostile notebook."""

import pytest
from playwright.sync_api import expect
from sample_report import FULL, HOSTILE, file, finding

from nbcoach.checking import FileReport, Report, Severity
from nbcoach.reports import Look
from nbcoach.reports.html import render

EVIL = f'{HOSTILE}"><script>alert(1)</script></script><script>alert(2)</script>'


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


def opened(page, tmp_path, report, place=""):
    path = tmp_path / "report.html"
    path.write_text("".join(render(report, Look())), encoding="utf-8", errors="backslashreplace")
    page.goto(f"{path.as_uri()}{place}")
    return page


def test_from_the_overview_to_a_finding_and_its_reason(page, tmp_path):
    opened(page, tmp_path, FULL)

    page.get_by_role("link", name="50%, a: b.ipynb").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("50%, a: b.ipynb")
    expect(page.locator("#notebook h1")).to_be_focused()
    page.get_by_role("navigation", name="Findings in this notebook").get_by_role(
        "link", name="unseeded-run"
    ).first.click()
    found = page.locator("#finding-1")
    expect(found).to_be_focused()
    expect(found).to_contain_text("No seed.")
    found.get_by_text("Why, and what to do").click()
    expect(found).to_contain_text("Why it matters")
    found.get_by_role("link", name="unseeded-run").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("unseeded-run")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("50%, a: b.ipynb")


def test_what_was_found_is_underlined(page, tmp_path):
    opened(page, tmp_path, FULL, "#notebook-0")

    marked = page.get_by_role("region", name="Cell 2").locator(".m")
    assert "".join(marked.all_text_contents()) == "np.random.rand(3)"


def test_columns_count_code_points(page, tmp_path):
    wide = FileReport(
        "a.ipynb", (finding("x", Severity.HINT, "m", 0, (2, 9, 2, 12)),), sources={0: 'x = """\n😀😀é"""; e(1)\n"""'}
    )
    opened(page, tmp_path, Report((wide,)), "#notebook-0")

    assert "".join(page.locator("#notebook .m").all_text_contents()) == "(1)"


def test_a_severity_can_be_left_out(page, tmp_path):
    opened(page, tmp_path, FULL, "#notebook-0")

    page.get_by_label("2 hints").uncheck()

    expect(page.locator("#notebook .finding.hint").first).to_be_hidden()
    expect(page.locator("#notebook .finding.error")).to_be_visible()


def test_folders_open_by_keyboard_and_names_filter(page, tmp_path):
    many = Report(tuple(file(f"{n % 3}/n{n}.ipynb", finding("x", Severity.HINT, "m", 1)) for n in range(60)))
    opened(page, tmp_path, many)
    row = page.get_by_role("link", name="n4.ipynb", exact=True).first

    expect(row).to_be_hidden()
    page.get_by_role("button", name="1/").focus()
    page.keyboard.press("Enter")
    expect(row).to_be_visible()
    page.get_by_label("Filter by name").fill("n59")
    expect(page.get_by_role("status")).to_have_text("1 notebook of that name.")
    expect(row).to_be_hidden()
    expect(page.get_by_role("link", name="n59.ipynb")).to_be_visible()


def test_colours_follow_the_system_until_they_are_chosen(page, tmp_path):
    opened(page, tmp_path, FULL)

    def ground():
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    light = ground()
    page.emulate_media(color_scheme="dark")
    dark = ground()
    assert light != dark
    page.get_by_label("Colours").select_option("light")
    assert ground() == light
    page.reload()
    assert ground() == light


def test_a_hostile_notebook_does_nothing(page, tmp_path):
    hostile = FileReport(
        f"{EVIL}/{EVIL}.ipynb".replace("\x00", ""),
        (finding("x", Severity.ERROR, EVIL, 1, (1, 0, 1, 6)),),
        sources={1: EVIL},
        lines={1: (1,)},
    )
    opened(page, tmp_path, Report((hostile,)), "#notebook-0")

    expect(page.locator("#notebook .row").first).to_contain_text("</script><img src=x onerror=alert(1)>")
    assert page.locator("img").count() == 0
    assert page.locator("script:not([type])").count() == 1


def test_without_scripts_the_overview_and_the_explanations_are_there(browser, tmp_path):
    context = browser.new_context(java_script_enabled=False)
    opened(context.new_page(), tmp_path, FULL)
    page = context.pages[0]

    expect(page.locator(".heat")).to_be_visible()
    expect(page.locator("#check-unseeded-run")).to_be_visible()
    context.close()
