"""A thousand damaged notebooks: each gives findings or one error, and never stops the others."""

import json
import random
from pathlib import Path

import pytest

from nbcoach.checking import lint_text
from nbcoach.config import Settings
from nbcoach.notebook.percent import percent_document

CASES = sorted((Path(__file__).parent.parent / "checks" / "cases").rglob("*.py"))
SETTINGS = Settings()
WRONG = (None, True, 3, -1.5, "text", [], {}, [[]], {"a": [None]}, "\ud800", 10**400)


def notebook(chance):
    document = percent_document(chance.choice(CASES).read_text(encoding="utf-8"))
    for cell in document["cells"]:
        if cell["cell_type"] == "code" and chance.random() < 0.3:
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["1\n", "2"]}]
    return document


def truncated(chance):
    data = json.dumps(notebook(chance), ensure_ascii=False).encode()
    return data[: chance.randrange(len(data))]


def with_random_bytes(chance):
    data = bytearray(json.dumps(notebook(chance), ensure_ascii=False).encode())
    for _ in range(chance.randint(1, 40)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def with_wrong_types(chance):
    """One value anywhere in the document is of another type."""
    document = notebook(chance)
    places = list(_places(document))
    holder, key = chance.choice(places)
    holder[key] = chance.choice(WRONG)
    return json.dumps(document).encode()


def _places(value):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in items:
        yield value, key
        yield from _places(each)


def without_keys(chance):
    document = notebook(chance)
    for holder, key in chance.sample([each for each in _places(document) if isinstance(each[0], dict)], 3):
        holder.pop(key, None)
    return json.dumps(document).encode()


def with_damaged_code(chance):
    """Sources with brackets, null bytes, lone surrogates, tabs, form feeds and line ends of every kind."""
    document = notebook(chance)
    for cell in document["cells"]:
        source = cell["source"]
        at = chance.randrange(len(source) + 1)
        damage = chance.choice(["(" * 300, "\x00", "\ud83d", "\t \f", "\r\n", "\u2028", "'''", "\\", "lambda: " * 50])
        cell["source"] = source[:at] + damage + source[at:]
    return json.dumps(document).encode()


def of_old_format(chance):
    document = notebook(chance)
    for cell in document["cells"]:
        cell["input"] = cell.pop("source")
        cell["language"] = "python"
        cell["prompt_number"] = chance.choice([1, None, "1"])
    return json.dumps({"nbformat": 3, "worksheets": [{"cells": document["cells"]}], "metadata": {}}).encode()


def shuffled_lines(chance):
    """Valid notebooks of code that makes no sense."""
    document = notebook(chance)
    for cell in document["cells"]:
        lines = cell["source"].split("\n")
        chance.shuffle(lines)
        cell["source"] = "\n".join(lines[: chance.randint(0, len(lines))])
    return json.dumps(document).encode()


def nested(chance):
    """Brackets by the thousand: around the document, in it, and in its code."""
    depth = chance.choice([1_000, 20_000, 100_000])
    opening, closing = chance.choice([("[", "]"), ('{"a":', "}")])
    wrapped = opening * depth + "1" + closing * depth
    brackets = "(" * depth + ")" * depth
    return chance.choice(
        [
            wrapped,
            opening * depth,
            '{"cells": ' + wrapped + "}",
            '{"cells": [], "metadata": ' + wrapped + "}",
            json.dumps({"cells": [{"cell_type": "code", "metadata": {}, "outputs": [], "source": brackets}]}),
            json.dumps({"cells": [{"cell_type": "code", "source": "x = " + "-" * depth + "1"}]}),
            json.dumps({"cells": [{"cell_type": "code", "source": "a" + ".b" * depth}]}),
            json.dumps({"cells": [{"cell_type": "code", "source": "a" + "()" * depth}]}),
            json.dumps({"cells": [{"cell_type": "code", "source": "1" + " + 1" * depth}]}),
        ]
    ).encode()


MUTATIONS = {
    truncated: 150,
    with_random_bytes: 200,
    with_wrong_types: 250,
    without_keys: 100,
    with_damaged_code: 150,
    of_old_format: 50,
    shuffled_lines: 70,
    nested: 30,
}


def test_there_are_a_thousand():
    assert sum(MUTATIONS.values()) == 1000


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_a_damaged_notebook_gives_findings_or_one_error(mutation):
    for seed in range(MUTATIONS[mutation]):
        data = mutation(random.Random(seed))  # noqa: S311 - damage needs no secrecy

        (file,) = lint_text(data, Path("damaged.ipynb"), SETTINGS).files

        assert len(file.errors) <= 1, (seed, file.errors)
        assert all(each.kind in {"unreadable", "not-a-notebook"} for each in file.errors), (seed, file.errors)
        assert not (file.errors and file.findings), seed
