"""One export with everything in it, for the report."""

from nbcoach.pipeline.failure import Failure
from nbcoach.pipeline.model import Fingerprints, Kernel, LeftOut, Merged, Parameter, Pipeline, Source, Step, StepCell
from nbcoach.pipeline.observation import CellTrace, Observation, Trial
from nbcoach.pipeline.proof import (
    CellVerdict,
    Difference,
    FileVerdict,
    FirstDifference,
    Proof,
    VariableVerdict,
    unverified,
)

HOSTILE = '</pre></script><img src=x onerror=alert(1)><b>bold</b> & "quotes" \u202e\x1b[31m\x00 \ud83d'


def cell(n, src):
    return StepCell("code", src, {}, {}, n)


STEPS = (
    Step(
        "load",
        "steps/10_load.ipynb",
        (cell(1, "import pandas as pd"), cell(2, "df = pd.read_csv('data.csv')\ndf.head()")),
        "1. Load the data",
        ("data_path",),
        ("df", "pd"),
    ),
    Step(
        "prepare",
        "steps/20_prepare.ipynb",
        (cell(4, "df = df.dropna()"), cell(5, "X, y = df.drop(columns='y'), df['y']")),
        "2. Clean",
        (),
        ("X", "y", "df", "scaler", "names", "encoder", "lookup"),
    ),
    Step(
        "train",
        "steps/30_train.ipynb",
        (cell(7, "model.fit(X, y)"), cell(8, "print(f'accuracy {model.score(X, y)}')")),
        "3. Train a model",
        ("n_estimators", "seed"),
        (),
    ),
)
PARAMETERS = (
    Parameter("data_path", {"type": "string"}, "data.csv", 2, "lifted"),
    Parameter("n_estimators", {"type": "integer"}, 100, 7, "hoisted"),
    Parameter("seed", {"type": "integer"}, 42, 7, "lifted"),
)
MERGED = (Merged(6, "fig: a figure is open; it belongs to one kernel", ("fig",)),)
PIPELINE = Pipeline(
    "churn-model",
    STEPS,
    PARAMETERS,
    Kernel("python3", "Python 3"),
    Source("../churn.ipynb", "ab" * 32),
    Fingerprints("", "", "", ""),
    left_out=(
        LeftOut("api_key", 1, "it looks like a secret", is_secret=True),
        LeftOut("i", 4, "it is bound again in cell 6"),
    ),
    cut="headings (level 2)",
    merged=MERGED,
    warnings=("The notebook reads a file outside its folder.",),
)
OBSERVATION = Observation(
    (
        CellTrace(1, 0.8),
        CellTrace(2, 0.2, draws=()),
        CellTrace(4, 1.1),
        CellTrace(5, 0.1),
        CellTrace(7, 6.5, draws=("numpy",), impure=("entropy",), is_impure=True),
        CellTrace(8, 0.3),
    ),
    (Trial(4, ("df",), 1_234_567), Trial(7, ("X", "y"), 48_000)),
    {},
    "3.11.9",
    "Linux-6.1",
    (),
    9.3,
)
NUMBER = Difference("number", "0.912", "0.874", "stdout, line 1, number 1")
TEXT = Difference(
    "text",
    "            a    b\n0  1.0  x\n<script>alert(1)</script>",
    "            a    b\n0  1.0  y",
    "output (text/plain), line 3",
)


def proof(outcome):
    if outcome == "unverified":
        return unverified("static")
    cells = (
        CellVerdict(1, "load", "equal", 0),
        CellVerdict(2, "load", "equal", 2),
        CellVerdict(4, "prepare", "equal", 0),
        CellVerdict(5, "prepare", "weak", 1, (), "Warnings differ: a kernel shows each once."),
        CellVerdict(7, "train", "noise", 1, (Difference("duration", "1.2", "1.4", "stdout, line 1, number 1"),)),
        CellVerdict(
            8,
            "train",
            "differs" if outcome == "differs" else "equal",
            1,
            (NUMBER, TEXT) if outcome == "differs" else (),
        ),
    )
    vs = (
        VariableVerdict("df", "train", "equal", 4),
        VariableVerdict(
            "model",
            "train",
            "differs" if outcome == "differs" else "equal",
            7,
            (Difference("number", "0.1", "0.2", ".coef_[0]"),) if outcome == "differs" else (),
        ),
    )
    fs = (FileVerdict("out/model.pkl", "weak", 8, (), "The bytes differ, the size is the same."),)
    return Proof(
        outcome,
        cells,
        vs,
        fs,
        FirstDifference("output", 8, "train", NUMBER) if outcome == "differs" else None,
        "The model draws from NumPy's generator, and no seed governs it: cell 8 sets none."
        if outcome == "differs"
        else "",
        ("cell 8: stdout, line 1, number 1",),
        seconds=12.3,
        up_to=9 if outcome == "partial" else None,
        notebook_failure=Failure("NameError", "name 'sns' is not defined", 9, 9, 1, "sns.set()")
        if outcome == "partial"
        else None,
    )
