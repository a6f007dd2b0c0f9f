"""What each fix makes of a notebook, and where there is none."""

from pathlib import Path
from textwrap import dedent

import pytest

from nbcoach.checking import choose
from nbcoach.config import Settings
from nbcoach.fixing import Workshop, fixed
from nbcoach.project import Project

COLAB = 'if "google.colab" in sys.modules:'
RUN = (
    "import joblib, mlflow, torch\nfrom sklearn.linear_model import Ridge\nfrom sklearn.metrics import f1_score\n"
    "with mlflow.start_run():\n"
)
FIXES = {
    "inline-secret": [
        (
            'api_key = "q8Zr3tYv7Kp2Lm9XwB4n"',
            'import os\napi_key = os.environ["API_KEY"]',
        ),
        (
            'import os\nimport openai\nclient = openai.OpenAI(api_key="q8Zr3tYv7Kp2Lm9XwB4n")',
            'import os\nimport openai\nclient = openai.OpenAI(api_key=os.environ["API_KEY"])',
        ),
        (
            'from sqlalchemy import create_engine\nengine = create_engine("postgresql://ana:hunter7Xq@db.acme.io/sales")',
            'import os\nfrom sqlalchemy import create_engine\nengine = create_engine(os.environ["DATABASE_URL"])',
        ),
        (
            '%%time\nconfig = {"authToken": "q8Zr3tYv7Kp2Lm9XwB4n", "n": 1}',
            '%%time\nimport os\nconfig = {"authToken": os.environ["AUTH_TOKEN"], "n": 1}',
        ),
    ],
    "interactive-input": [
        (
            'epochs = int(input("How many? "))',
            'import os\nepochs = int(os.environ.get("EPOCHS") or input("How many? "))',
        ),
        ('name = input("Who? ")', 'import os\nname = os.environ.get("NAME") or input("Who? ")'),
        (
            "import os\nfrom getpass import getpass\nos.chdir('x')\ntoken = getpass()",
            "import os\nfrom getpass import getpass\nos.chdir('x')\ntoken = os.environ.get(\"TOKEN\") or getpass()",
        ),
        (
            'fit(epochs=input("How many? "))',
            'import os\nfit(epochs=(os.environ.get("EPOCHS") or input("How many? ")))',
        ),
    ],
    "printed-metric": [
        (
            f"{RUN}    model = Ridge().fit(X, y)\n    r2 = model.score(Xt, yt)  # test\n    print(r2)",
            (
                f"{RUN}    model = Ridge().fit(X, y)\n    r2 = model.score(Xt, yt)  # test\n"
                '    mlflow.log_metric("r2", r2)\n    print(r2)'
            ),
        ),
    ],
    "loose-model-file": [
        (
            f"{RUN}    model = Ridge().fit(X, y)\n    joblib.dump(model, 'm.joblib')",
            (
                f'{RUN}    model = Ridge().fit(X, y)\n    mlflow.sklearn.log_model(model, name="model")\n'
                "    joblib.dump(model, 'm.joblib')"
            ),
        ),
    ],
    "platform-bound": [
        (
            "from google.colab import drive\n\ndrive.mount('/content/drive')",
            f"import sys\n\n{COLAB}\n    from google.colab import drive\n\n    drive.mount('/content/drive')",
        ),
        (
            "import sys\n# %%\nfrom google.colab import files\nup = files.upload()",
            f"import sys\n# %%\n{COLAB}\n    from google.colab import files\n    up = files.upload()",
        ),
    ],
}
SILENT = {
    "printed-metric": [
        f"{RUN}    model = Ridge().fit(X, y)\nr2 = model.score(Xt, yt)\nprint(r2)",
        f"{RUN}    model = Ridge().fit(X, y)\n    print(model.score(Xt, yt))",
        f"{RUN}    model = Ridge().fit(X, y)\n    f = f1_score(yt, model.predict(Xt), average=None)\n    print(f)",
    ],
    "loose-model-file": [
        f"{RUN}    model = Ridge().fit(X, y)\njoblib.dump(model, 'm.joblib')",
        f"{RUN}    net = torch.nn.Linear(3, 1)\n    torch.save(net, 'net.pt')",
    ],
    "inline-secret": [
        'import os\nos.environ["OPENAI_API_KEY"] = "sk-q8Zr3tYv7Kp2Lm9XwB4nQ8Zr3tYv7Kp2Lm9XwB4nq8Zr3tYv"',
        'os = None\napi_key = "q8Zr3tYv7Kp2Lm9XwB4n"',
        "%env API_KEY=q8Zr3tYv7Kp2Lm9XwB4n",
        "!curl -H 'Authorization: Bearer q8Zr3tYv7Kp2Lm9XwB4nq8Zr3tYv7Kp2' https://x.io",
    ],
    "interactive-input": [
        "while True:\n    word = input()\n    print(word)",
        "print(input())",
        "breakpoint()",
        "def ask():\n    word = input()\n    return word\n\nask()",
    ],
    "platform-bound": [
        "from google.colab import drive\ndrive.mount('/content/drive')\nx = 1",
        "from google.colab import files\n# %%\nup = files.upload()",
        "from google.colab import files\nup = files.upload()\n# %%\nprint(up)",
        'from google.colab import drive\ndrive.mount("""\n/content/drive""")',
        "from kaggle_secrets import UserSecretsClient\ntoken = UserSecretsClient().get_secret('HF')",
    ],
}


def after(check, text, folder=Path("/nowhere")):
    settings = Settings(select=(check,))
    data = f"# %%\n{dedent(text)}\n".encode()
    shop = Workshop("a.py", choose(settings), settings, Project(folder), unsafe=True)
    return fixed(data, shop)


def pairs(table):
    return [
        pytest.param(check, *each, id=f"{check}-{at}") for check, rows in table.items() for at, each in enumerate(rows)
    ]


@pytest.mark.parametrize(("check", "before", "expected"), pairs(FIXES))
def test_a_fix_takes_the_habit_away(check, before, expected):
    made = after(check, before)

    assert made.data.decode() == f"# %%\n{expected}\n"
    assert made.outcome.findings == ()


@pytest.mark.parametrize(
    ("check", "text"), pairs({check: [(each,) for each in rows] for check, rows in SILENT.items()})
)
def test_a_habit_that_cannot_be_repaired_here_is_only_told(check, text):
    made = after(check, text)

    assert made.data.decode() == f"# %%\n{text}\n"
    assert made.outcome.findings


PINS = """\
# pinned
pandas==2.2.3
Scikit_Learn[x]==1.5.2 ; python_version > '3'
numpy>=2
torch==2.4.*
xgboost==2.1.0 \\
    --hash=sha256:0
"""


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("!pip install -q pandas scikit-learn", "!pip install -q pandas==2.2.3 scikit-learn==1.5.2"),
        ("%pip install 'pandas[excel]'", "%pip install 'pandas[excel]==2.2.3'"),
        ("!pip install \\\n  pandas \\\n  xgboost", "!pip install \\\n  pandas==2.2.3 \\\n  xgboost==2.1.0"),
        ("!pip install pandas lightgbm", None),
        ("!pip install pandas>=2", None),
        ("!pip install numpy", None),
        ("!pip install torch", None),
        ("!conda install pandas && pip install lightgbm", None),
    ],
)
@pytest.mark.parametrize("place", ["requirements.txt", "../requirements.txt"])
def test_installs_are_pinned_as_the_project_has_them(tmp_path, before, expected, place):
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / place).resolve().write_text(PINS)

    made = after("unpinned-install", before, tmp_path / "work")

    assert made.data.decode() == f"# %%\n{expected or before}\n"
    assert bool(made.outcome.findings) is (expected is None)


def test_installs_are_pinned_as_the_lock_file_has_them(tmp_path):
    lock = '[[package]]\nname = "pandas"\nversion = "2.2.3"\nsource = { registry = "x" }\n'
    (tmp_path / "uv.lock").write_text(lock)

    assert b"pandas==2.2.3" in after("unpinned-install", "%pip install pandas", tmp_path).data


COMMIT = "86b5e0934494bd15c9632b12f734a8a67f723594"


@pytest.fixture
def hub(tmp_path, monkeypatch):
    """A cache of the hub that holds one model."""
    reference = tmp_path / "hub" / "models--acme--bert" / "refs" / "main"
    reference.parent.mkdir(parents=True)
    reference.write_text(f"{COMMIT}\n")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ('AutoModel.from_pretrained("acme/bert")', f'AutoModel.from_pretrained("acme/bert", revision="{COMMIT}")'),
        (
            'AutoModel.from_pretrained("acme/bert", revision="main", x=1)',
            f'AutoModel.from_pretrained("acme/bert", revision="{COMMIT}", x=1)',
        ),
        (
            'AutoModel.from_pretrained(\n    "acme/bert",\n)',
            f'AutoModel.from_pretrained(\n    "acme/bert", revision="{COMMIT}",\n)',
        ),
        ('AutoModel.from_pretrained("acme/other")', None),
        ('AutoModel.from_pretrained(("acme/bert"))', None),
    ],
)
def test_a_model_is_pinned_to_the_commit_in_the_local_cache(hub, before, expected):
    head = "from transformers import AutoModel\n"

    made = after("floating-model-version", head + before)

    assert made.data.decode() == f"# %%\n{head}{expected or before}\n"
    assert bool(made.outcome.findings) is (expected is None)


@pytest.mark.parametrize("content", ["", "main\n", "86b5e09\n", "../../x\n"])
def test_a_broken_cache_of_the_hub_pins_nothing(hub, tmp_path, content):
    (tmp_path / "hub" / "models--acme--bert" / "refs" / "main").write_text(content)

    assert Project(tmp_path).hub_commit("acme/bert") is None
    assert Project(tmp_path).hub_commit("../bert") is None


SUM = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
CHECKED = f'assert hashlib.sha256(open("a.zip", "rb").read()).hexdigest() == "{SUM}"'


@pytest.mark.parametrize(
    ("line", "is_known"),
    [
        ("!wget https://x.org/a.zip", True),
        ("!wget -q -nc https://x.org/a.zip", True),
        ("!wget --quiet https://x.org/a.zip", True),
        ("!wget -O a.zip https://x.org/download", True),
        ("!wget https://x.org/download -O a.zip", True),
        ("!curl -LO https://x.org/a.zip", True),
        ("!curl -L -O https://x.org/a.zip", True),
        ("!curl -o a.zip https://x.org/download", True),
        ('from urllib.request import urlretrieve\nurlretrieve("https://x.org/z", "a.zip")  # once', True),
        ("!wget https://x.org/b.zip", False),
        ("!wget -P data https://x.org/a.zip", False),
        ("!wget -i https://x.org/a.zip", False),
        ("!wget https://x.org/a.zip && unzip a.zip", False),
        ("!wget https://x.org/a.zip?raw=1", False),
        ("!wget -O ../a.zip https://x.org/download", False),
        ("!wget https://x.org/a.zip https://x.org/b.zip", False),
        ('from urllib.request import urlretrieve\nfor n in "ab":\n    urlretrieve("https://x.org/z", "a.zip")', False),
    ],
)
def test_a_download_is_compared_with_the_copy_that_lies_there(tmp_path, line, is_known):
    (tmp_path / "a.zip").write_bytes(b"abc")

    made = after("unversioned-download", f"{line}\nx = 1", tmp_path)

    checked = f"{line}\nimport hashlib\n{CHECKED}" if is_known else line
    assert made.data.decode() == f"# %%\n{checked}\nx = 1\n"
    assert bool(made.outcome.findings) is not is_known
