import pytest

from nbcoach import offers
from nbcoach.checking.contract import Offer
from nbcoach.errors import BadCallError
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.edit import apply
from nbcoach.notebook.percent import percent_document

TRACKED = '# %% tags=["nbcoach-tracking"]\nimport mlflow\n'


def logged(text, read="pd.read_csv("):
    """The notebook after the offer for a read that is given by its text."""
    document = percent_document(text)
    notebook = parse_notebook(document)
    cell = next(each for each in notebook.code if read in each.source)
    before = cell.source.partition(read)[0].split("\n")
    offer = Offer("log-input", {"cell": cell.index, "line": len(before), "column": len(before[-1])})
    return apply(document, offers.resolve(notebook, offer))


def last(document):
    return document["cells"][-1]["source"]


def test_a_frame_is_recorded_right_behind_its_read():
    made = logged(TRACKED + '# %%\nimport pandas as pd\ndf = pd.read_csv(\n    "data/x.csv",\n)  # é\ndf.head()')
    assert last(made).split("\n")[3:] == [
        ")  # é",
        'mlflow.log_input(mlflow.data.from_pandas(df, source="data/x.csv", name="x"))',
        "df.head()",
    ]


def test_mlflow_is_imported_where_the_notebook_does_not():
    made = logged("# %%\nimport pandas as pd\nif True:\n    df = pd.read_csv(path)")
    assert last(made).split("\n")[3:] == [
        "    import mlflow",
        '    mlflow.log_input(mlflow.data.from_pandas(df, source=str(path), name="df"))',
    ]


def test_a_notebook_that_nothing_tracks_gets_the_cell_that_finds_the_store():
    made = logged("# %%\nimport pandas as pd\n# %%\ndf = pd.read_csv('x.csv')")
    assert "nbcoach-tracking" in made["cells"][1]["metadata"]["tags"]
    assert len(logged(TRACKED + "# %%\nimport pandas as pd\ndf = pd.read_csv('x.csv')")["cells"]) == 2


def test_methods_that_give_a_frame_may_follow():
    made = logged(TRACKED + "# %%\nimport pandas as pd\ndf = pd.read_csv('x.csv').set_index('a').dropna()")
    assert "from_pandas(df, source='x.csv', name=\"x\")" in last(made)


@pytest.mark.parametrize(
    ("read", "call"),
    [
        ("np.load('a/y.npy')", "mlflow.data.from_numpy(df, source='a/y.npy', name=\"y\")"),
        ("pl.read_parquet(source='a/y.parquet')", "mlflow.data.from_polars(df, source='a/y.parquet', name=\"y\")"),
        ("pd.read_csv(f'{d}/y_{i}.csv')", "mlflow.data.from_pandas(df, source=f'{d}/y_{i}.csv', name=\"df\")"),
        ("pd.read_csv(Path(d) / 'y.csv')", "mlflow.data.from_pandas(df, source=str(Path(d) / 'y.csv'), name=\"y\")"),
        ("spark.read.option('a', 1).parquet(p)", 'mlflow.data.from_spark(df, path=str(p), name="df")'),
        ("spark.read.table('a.b')", "mlflow.data.from_spark(df, table_name='a.b', name=\"a\")"),
        ("load_dataset('imdb', split='test')", "mlflow.data.from_huggingface(df, path='imdb', name=\"imdb\")"),
        ("pd.read_excel('y.xlsx', sheet_name='a')", "mlflow.data.from_pandas(df, source='y.xlsx', name=\"y\")"),
        ("pd.read_sql('select 1', db)", 'mlflow.data.from_pandas(df, name="df")'),
        ("pd.read_csv('/home/ana/y.csv')", 'mlflow.data.from_pandas(df, name="y")'),
        ("pd.read_csv(fetch())", 'mlflow.data.from_pandas(df, name="df")'),
    ],
)
def test_source_and_name_say_where_the_data_lies(read, call):
    imports = "import numpy as np\nimport pandas as pd\nimport polars as pl\nfrom pathlib import Path\n"
    imports += "from datasets import load_dataset\nd = p = load()\n"
    assert call in last(logged(f"{TRACKED}# %%\n{imports}df = {read}", read))


def test_more_on_the_line_is_kept_on_the_line():
    made = logged(TRACKED + "# %%\nimport pandas as pd\ndf = pd.read_csv('x.csv'); df.head()")
    log = "mlflow.log_input(mlflow.data.from_pandas(df, source='x.csv', name=\"x\"))"
    assert last(made).split("\n")[1:] == [f"df = pd.read_csv('x.csv'); {log}; df.head()"]


FITS = "# %%\nfrom sklearn.svm import SVC\nimport pandas as pd\n# %%\ndf = pd.read_csv('x.csv')\n"


def test_before_one_training_the_input_shares_its_run():
    made = logged(TRACKED + FITS + "SVC().fit(df, df.y)")
    assert "start_run" not in last(made)


@pytest.mark.parametrize(
    "training", ["SVC().fit(df, df.y)\nSVC(C=2).fit(df, df.y)", "for c in 1, 2: SVC(C=c).fit(df, 1)"]
)
def test_before_several_trainings_the_input_has_a_run_of_its_own(training):
    lines = last(logged(TRACKED + FITS + training)).split("\n")
    assert lines[1:3] == [
        'with mlflow.start_run(run_name="x"):',
        "    mlflow.log_input(mlflow.data.from_pandas(df, source='x.csv', name=\"x\"))",
    ]


def test_what_is_recorded_already_is_left_alone():
    once = logged(TRACKED + "# %%\nimport pandas as pd\ndf = pd.read_csv('x.csv')")
    notebook = parse_notebook(once)
    place = {"cell": 1, "line": 2, "column": 5}
    assert offers.resolve(notebook, Offer("log-input", place)) == ()


@pytest.mark.parametrize(
    ("read", "call", "why"),
    [
        ("df = open('x.csv').read()", "open", "no data frame and no array"),
        ("df = pd.read_csv('x.csv', chunksize=9)", "pd.read_csv", "in pieces"),
        ("df = pd.read_excel('x.xlsx', sheet_name=None)", "pd.read_excel", "several at once"),
        ("import datasets\ndf = datasets.load_dataset('x')", "datasets.load", "several at once"),
        ("df = pd.read_html('x.html')", "pd.read_html", "no data frame"),
        ("pd.read_csv('x.csv').plot()", "pd.read_csv", "has no name"),
        ("n = len(pd.read_csv('x.csv'))", "pd.read_csv", "has no name"),
        ("if 1: df = pd.read_csv('x.csv')", "pd.read_csv", "More than one assignment"),
        ("df = pd.read_csv('x.csv') if 1 else 2", "pd.read_csv", "has no name"),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_a_reason(read, call, why):
    with pytest.raises(BadCallError, match=why):
        logged(f"# %%\nimport pandas as pd\n{read}", call)
