import pytest
from cells import document, notebook

from nbcoach.notebook import parse_notebook
from nbcoach.notebook.redact import Redaction, masked, redaction

TOKEN = "ghp_" + "a1B2c3D4e5F6g7H8i9J0" * 2
KEY = "9f8b1c0e7d2a4b6f8e1d3c5a7b9f0e2d"


def hidden(*sources):
    book = notebook(*sources)
    hide = book.once(redaction)
    return [hide(cell.source) for cell in book.cells]


@pytest.mark.parametrize(
    ("source", "secret"),
    [
        ('db = connect(user="etl", password="Tr0ub4dor&3")', "Tr0ub4dor&3"),
        (f'weather_api_key = "{KEY}"', KEY),
        ('url = "postgresql://etl:v3ry-l0ng@db.internal/sales"', "v3ry-l0ng"),
        (f"!git clone https://{TOKEN}@github.com/a/b", TOKEN),
        (f"%env API_KEY={KEY}", KEY),
        (f"# token = '{TOKEN}'", TOKEN),
        (f"# api_key = '{KEY}'", KEY),
        (f'def broken(:\n    api_key = "{KEY}"', KEY),
        ('password = "a7"\npassword = "b8c"', "b8c"),
    ],
)
def test_a_credential_is_hidden_and_the_rest_is_kept(source, secret):
    [shown] = hidden(source)

    assert shown == source.replace(secret, "*" * len(secret))


def test_a_credential_is_hidden_wherever_it_stands_again():
    first, second = hidden('password = "Tr0ub4dor&3"', "print('it is Tr0ub4dor&3')")

    assert "Tr0ub4dor" not in first + second


def test_a_short_password_is_no_reason_to_hide_words():
    [shown] = hidden('password = "sum"\ntotal = sum([1])\nlogin("etl", "sum")')

    assert shown == 'password = "***"\ntotal = sum([1])\nlogin("etl", "***")'


def test_a_literal_with_escapes_is_hidden_as_it_is_written():
    [shown] = hidden(r'password = "Tr0ub4\x64or"')

    assert "Tr0ub4" not in shown
    assert shown.startswith('password = "')


def test_lines_and_columns_stay():
    block = "-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEpQIBAAKCAQEA7\n" * 3 + "-----END RSA PRIVATE KEY-----"
    source = f'pem = """{block}"""\nuse(pem)'

    [shown] = hidden(source)

    assert "MII" not in shown
    assert [len(line) for line in shown.split("\n")] == [len(line) for line in source.split("\n")]
    assert shown.endswith('"""\nuse(pem)')


def test_placeholders_and_ordinary_code_are_left_alone():
    source = 'api_key = "YOUR_API_KEY"\nsort_key = "price"\nsha = "9f8b1c0e7d2a4b6f8e1d3c5a7b9f0e2d"\nkey=None'

    assert hidden(source) == [source]


def test_text_cells_are_hidden_too():
    book = parse_notebook(document())
    hide = book.once(redaction)

    assert hide(f"My token is `{TOKEN}`.") == f"My token is `{'*' * len(TOKEN)}`."


def test_a_mask_keeps_line_breaks():
    assert masked("ab\nc") == "**\n*"
    assert Redaction(["", " "])("a b") == "a b"
