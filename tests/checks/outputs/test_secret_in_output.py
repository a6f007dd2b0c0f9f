import pytest
from saved import error, ran, saved_notebook, shown, stream

from nbcoach.checking import discover, lint_notebook

(SECRET_IN_OUTPUT,) = (check for check in discover() if check.name == "secret-in-output")
TOKEN = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
GOOGLE = "AI" + "zaSyD3kq81mZx0Pv7Lw9Rt2Yb5Nc4Jf6HgA-e"
BLOCK = "-----BEGIN " + "RSA PRIVATE KEY-----\n" + "MIIEowIBAAKCAQEA7b3k1v9x2c4m6n8p0q2s4t6u8w0y1z3\nabc"


def findings(*cells):
    return lint_notebook(saved_notebook(*cells), checks=[SECRET_IN_OUTPUT]).findings


@pytest.mark.parametrize(
    "output",
    [
        stream(f"token {TOKEN}\n"),
        stream(f"warning {TOKEN}", "stderr"),
        shown("<HTML object>", html=f"<td>{TOKEN}</td>"),
        shown(f"'{TOKEN}'"),
        error("AuthError", f"bad token {TOKEN}", f"AuthError: bad token {TOKEN}"),
        stream(BLOCK),
    ],
)
def test_a_credential_is_found_in_every_kind_of_output_and_never_repeated(output):
    (found,) = findings(ran("f()", output))

    assert TOKEN not in found.message
    assert "MIIE" not in found.message


@pytest.mark.parametrize(
    "output",
    [
        stream("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
        shown("<HTML object>", html=f"<script>var key = '{TOKEN}'</script>"),
        stream(f"<!DOCTYPE html><script>maps('{GOOGLE}')</script>"),
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": TOKEN}},
        stream("-----BEGIN " + "PRIVATE KEY-----\n..."),
    ],
)
def test_placeholders_pages_of_others_and_pictures_are_none(output):
    assert findings(ran("f()", output)) == ()
