"""Secrets of a notebook do not land in its pipeline: the steps read them from the environment."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from cells import notebook as made
from jupyter_client.manager import start_new_kernel

from nbcoach.errors import BadCallError
from nbcoach.pipeline import export, plan, prepare
from nbcoach.pipeline.back import back
from nbcoach.pipeline.secret_references import environment_of, without_secrets

if TYPE_CHECKING:
    from pathlib import Path

KEY = "sk-abcdefghijklmnop1234567890"


def referenced(source: str) -> str:
    notebook = made(source)
    return without_secrets(notebook, notebook.cells[0], source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('password = "hunter2"', 'password = __import__("os").environ["PASSWORD"]'),
        (
            "pässe = 'ü'; api_key: str = 'geheim'  # é",
            'pässe = \'ü\'; api_key: str = __import__("os").environ["API_KEY"]  # é',
        ),
        (f"client.key = '{KEY}'", 'client.key = __import__("os").environ["KEY"]'),
        ("connect(user='me', password='x')", 'connect(user=\'me\', password=__import__("os").environ["PASSWORD"])'),
        ("c = {'a': 1, 'api_key': 'x'}", "c = {'a': 1, 'api_key': __import__(\"os\").environ[\"API_KEY\"]}"),
        (
            f"os.environ['OPENAI_API_KEY'] = '''{KEY}'''\nx = 1",
            'os.environ[\'OPENAI_API_KEY\'] = __import__("os").environ["OPENAI_API_KEY"]\nx = 1',
        ),
        (
            "password = 'a'\npassword = 'b'\npwd = 'a'",
            """\
password = __import__("os").environ["PASSWORD"]
password = __import__("os").environ["PASSWORD_2"]
pwd = __import__("os").environ["PASSWORD"]""",
        ),
        ("pwd = 'geheim'", 'pwd = __import__("os").environ["PWD_SECRET"]'),
        ("%time password = 'x'", '%time password = __import__("os").environ["PASSWORD"]'),
    ],
)
def test_a_text_that_looks_secret_becomes_a_reference(source: str, expected: str) -> None:
    assert referenced(source) == expected


REF = '__import__("os").environ["API_KEY"]'
LOGIN = '__import__("os").environ["LOGIN"]'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"OpenAI('{KEY}')", f"OpenAI({REF})"),
        (f"['{KEY}', 1]", f"[{REF}, 1]"),
        (f"'{KEY}'", REF),
        (f"h = 'Bearer {KEY}'", f"h = ('Bearer ' + {REF} + '')"),
        (f"f('a' 'Bearer {KEY} ü' r'b')", f"f(('a' 'Bearer ' + {REF} + ' ü' r'b'))"),
        (f"é = f'Bearer {KEY}{{x!r:>{{n}}}}'", f"é = (f'Bearer ' + {REF} + f'{{x!r:>{{n}}}}')"),
        (
            "df = pd.read_csv(f'https://user:pass@host/{day}.csv', sep=';')",
            f"df = pd.read_csv((f'https://' + {LOGIN} + f'@host/{{day}}.csv'), sep=';')",
        ),
        (
            'create_engine("postgresql://me:geheim@db/x")',
            f'create_engine(("postgresql://" + {LOGIN} + "@db/x"))',
        ),
        (f'"""\nkey = {KEY}\n"""', f'("""\nkey = """ + {REF} + """\n""")'),
        (
            f"a = '{KEY} ghp_{'a1' * 12}'",
            f"a = ('' + {REF} + ' ' + __import__(\"os\").environ[\"GITHUB_TOKEN\"] + '')",
        ),
        (f"x = 1  # {KEY}", "x = 1  # ********"),
        (f"def f():\n    'uses {KEY}'", "def f():\n    'uses ********'"),
        (
            f'!curl -H "Authorization: Bearer {KEY}" https://host',
            f"get_ipython().system('curl -H \"Authorization: Bearer ' + {REF} + '\" https://host')",
        ),
        (
            f"if x:\n    out = !curl -u {KEY} \\\n        {{host}}\n    y = 1",
            f"if x:\n    out = get_ipython().getoutput('curl -u ' + {REF} + '          {{host}}')\n    y = 1",
        ),
        (f"!!echo {KEY}", f"get_ipython().getoutput('echo ' + {REF} + '')"),
        (
            f"%env OPENAI={KEY}",
            f"get_ipython().run_line_magic('env', 'OPENAI=' + {REF.replace('API_KEY', 'OPENAI')} + '')",
        ),
        ("url = 'https://me:x@{host}/a'", 'url = __import__("os").environ["URL"]'),
        (
            "%env DB_PASSWORD=geheim",
            "get_ipython().run_line_magic('env', 'DB_PASSWORD=' + __import__(\"os\").environ[\"DB_PASSWORD\"] + '')",
        ),
        (
            f"%%bash -e\nexport A={KEY}\necho $A",
            f"get_ipython().run_cell_magic('bash', '-e', 'export A=' + {REF} + '\\necho $A\\n')",
        ),
        (f"%%time\nf('{KEY}')", f"%%time\nf({REF})"),
        (f"%timeit f('{KEY}')", f"%timeit f({REF})"),
        (f"%%capture\n!echo {KEY}", f"%%capture\nget_ipython().system('echo ' + {REF} + '')"),
        (f"f(f'{{g('{KEY}')}}", "f(f'{g('********')}"),
    ],
)
def test_a_secret_within_a_text_or_a_magic_becomes_a_reference(source: str, expected: str) -> None:
    assert referenced(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "f'https://{user}:{password}@host'",
        "'https://{}:{}@host'.format(user, password)",
        "'https://%s:%s@host' % login",
        "!curl https://$USER:$PASS@host",
        "!git clone git@github.com:a/b.git",
        "re.compile(r'sk-[a-z]{20}')",
        "t = 'mailto:me@host'",
        "%env CUDA_VISIBLE_DEVICES=0",
        "%env API_KEY",
        "'10:20 me@host, https://host:8080/@x'",
    ],
)
def test_what_holds_no_secret_stays_as_it_is_written(source: str) -> None:
    assert referenced(source) == source


@pytest.mark.slow
def test_a_source_with_references_does_what_the_source_did(tmp_path: Path, monkeypatch) -> None:
    cells = [
        f"host = 'h'\n!echo \"Bearer {KEY}\" '{KEY}' {{host}} $host",
        f"out = !echo a {KEY} \\\n   {{host}}\nout",
        f"%%bash\nexport A='{KEY}'\necho $A",
        f"%%writefile a.txt\nkey = {KEY}\n\nlast",
        "open('a.txt').read()",
        f"%env SOME={KEY}",
        f"f'Bearer {KEY} {{host!r:>5}}', 'x' 'https://me:geheim@{{host}}' f'{{host}}'",
        f"%%capture got\n!echo {KEY}",
        "got.stdout",
        f"def f():\n    for i in range(2):\n        !echo {KEY} {{i}}\nf()",
    ]
    notebook = made(*cells)
    for variable, value in environment_of(notebook).items():
        monkeypatch.setenv(variable, value)
    safe = [without_secrets(notebook, cell, cell.source) for cell in notebook.cells]

    assert not [each for each in safe if KEY in each or "geheim" in each]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert shown(safe, tmp_path / "a") == shown(cells, tmp_path / "b")


def shown(cells: list[str], folder: Path) -> list[list[str]]:
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder))
    found = []
    try:
        for cell in cells:
            texts: list[str] = []
            client.execute_interactive(
                cell, timeout=60, output_hook=lambda message, to=texts: to.append(text_of(message))
            )
            found.append("".join(texts))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return found


def text_of(message) -> str:
    content = message["content"]
    if message["msg_type"] == "error":
        return "\n".join(content["traceback"])
    return content.get("text", "") or str(content.get("data", ""))


@pytest.mark.parametrize(
    "source",
    ["n = 'hunter2'", "password = ''", "password = input()", "password = 'x", "key = 'name'"],
)
def test_everything_else_stays(source: str) -> None:
    assert referenced(source) == source


def test_no_file_of_a_pipeline_holds_a_secret_and_all_say_where_it_comes_from(write_notebook, tmp_path: Path) -> None:
    source = write_notebook(
        f"api_key = '{KEY}'\nrate = 0.5",
        "# %%\nlogin(user='me', password='hunter2-geheim')\nprint(rate, api_key[:2])",
        f"# %% [markdown]\n# The key is {KEY}, and the data stand at https://me:hunter2-geheim@host",
        f"# %%\n!curl -H 'Authorization: Bearer {KEY}' https://me:hunter2-geheim@host  # {KEY}",
        "# %%\ndf = pd.read_csv('https://me:hunter2-geheim@host/data.csv')",
        name="work/train.ipynb",
    )
    before = source.read_bytes()

    exported = export(source, tmp_path / "pipe")

    held = {path: path.read_bytes() for path in exported.folder.rglob("*") if path.is_file()}
    assert not [path for path, content in held.items() if KEY.encode() in content or b"hunter2" in content]
    names = ["API_KEY", "PASSWORD", "LOGIN"]
    assert exported.pipeline.environment == tuple(names)
    assert yaml.safe_load((exported.folder / "pipeline.yaml").read_text())["environment"] == names
    assert "API_KEY, PASSWORD, LOGIN" in (exported.folder / "README.md").read_text()
    cells = json.loads(back(exported.folder))["cells"]
    assert "".join(cells[0]["source"]) == 'api_key = __import__("os").environ["API_KEY"]\nrate = 0.5'
    assert source.read_bytes() == before


def test_a_run_asks_for_what_is_not_set_before_anything_starts(write_notebook, tmp_path: Path, monkeypatch) -> None:
    folder = export(write_notebook("api_key = 'geheim'", "print(api_key)"), tmp_path / "pipe").folder
    monkeypatch.delenv("API_KEY", raising=False)
    with pytest.raises(BadCallError, match="these are not set: API_KEY"):
        prepare(folder, {})
    monkeypatch.setenv("API_KEY", "x")
    assert prepare(folder, {}).manifest.environment == ("API_KEY",)


def test_a_notebook_of_another_language_has_none_that_could_be_read() -> None:
    notebook = made("password <- 'x'", kernelspec={"name": "ir", "language": "R", "display_name": "R"})
    assert environment_of(notebook) == {}
    assert plan(notebook).environment == ()
