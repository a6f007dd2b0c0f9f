import subprocess

import pytest

from nbcoach import offers
from nbcoach.checking.contract import Offer
from nbcoach.errors import BadCallError
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.edit import apply
from nbcoach.notebook.percent import percent_document
from nbcoach.project import Project


def place_of(document, text):
    """Where the string that holds a text begins, as a check reports it."""
    notebook = parse_notebook(document)
    found = [(cell, value) for cell in notebook.code for value in cell.facts.strings if text in value.text]
    cell, value = found[-1]
    return {"cell": cell.index, "line": value.line, "column": value.column}


def lifted(text, what, project=None, **more):
    document = percent_document(text)
    offer = Offer("lift", {**place_of(document, what), **more})
    return apply(document, offers.resolve(parse_notebook(document), offer, project))


def sources(document):
    return [each["source"] for each in document["cells"]]


READ = '# %%\nimport pandas as pd\n# %%\ndf = pd.read_csv("/home/ana/train.csv", sep=";")  # é'


def test_a_literal_in_a_call_becomes_a_name_in_a_new_parameters_cell():
    made = lifted(READ, "/home")
    assert sources(made) == [
        "import pandas as pd",
        'train_path = "/home/ana/train.csv"',
        'df = pd.read_csv(train_path, sep=";")  # é',
    ]
    assert made["cells"][1]["metadata"] == {"tags": ["parameters"]}


def test_the_parameters_cell_is_extended():
    made = lifted('# %% tags=["parameters"]\nn = 3\n# %%\nopen("/data/a b/x.tar.gz")', "/data")
    assert sources(made) == ['n = 3\nx_path = "/data/a b/x.tar.gz"', "open(x_path)"]


def test_a_parameter_with_this_path_is_used_again():
    made = lifted('# %% tags=["parameters"]\nn = 3\nsource = "/data/x.csv"\n# %%\nopen("/data/x.csv")', "/data")
    assert sources(made) == ['n = 3\nsource = "/data/x.csv"', "open(source)"]


def test_a_name_given_in_the_offer_is_used_if_it_is_free():
    assert sources(lifted(READ, "/home", name="source"))[1] == 'source = "/home/ana/train.csv"'
    for name in ("df", "class", "a b", "print"):
        with pytest.raises(BadCallError, match="no free name"):
            lifted(READ, "/home", name=name)


def test_a_name_that_is_taken_is_avoided():
    made = lifted(READ + "\ntrain_path = None", "/home")
    assert sources(made)[1] == 'train_path_2 = "/home/ana/train.csv"'


def test_an_assignment_of_nothing_but_the_path_moves_whole():
    made = lifted('# %%\nimport os\n# %%\na = 1\nDATA: str = "/home/ana"  # where\nos.listdir(DATA)', "/home")
    assert sources(made) == ["import os", 'DATA: str = "/home/ana"  # where', "a = 1\nos.listdir(DATA)"]


def test_a_cell_that_holds_only_the_assignment_becomes_the_parameters_cell():
    made = lifted('# %%\nimport os\n# %%\nDATA = "/home/ana"\n# %%\nos.listdir(DATA)', "/home")
    assert sources(made) == ["import os", 'DATA = "/home/ana"', "os.listdir(DATA)"]
    assert made["cells"][1]["metadata"] == {"tags": ["parameters"]}


def test_the_last_line_of_a_cell_moves_without_leaving_an_empty_one():
    made = lifted('# %%\na = 1\nDATA = "/home/ana"', "/home")
    assert sources(made) == ['DATA = "/home/ana"', "a = 1"]


@pytest.mark.parametrize(
    "text",
    [
        '# %%\nDATA = "/home/ana"\nif DATA:\n    DATA = "b"',
        '# %%\nDATA = OTHER = "/home/ana"',
        '# %%\nDATA = ("/home/ana")',
        '# %%\nDATA = "/home/ana"; x = 1',
        '# %%\nif 1:\n    DATA = "/home/ana"',
        '# %%\nDATA = "/home/ana"\n# %%\nDATA += "/x"',
    ],
)
def test_any_other_assignment_keeps_its_place(text):
    made = sources(lifted(text, "/home"))
    assert made[0] == 'ana_dir = "/home/ana"'
    assert "ana_dir" in made[1]


def test_a_concatenation_keeps_its_other_pieces():
    made = lifted('# %%\nname = "x"\nopen("/home/ana/" + name + ".csv")', "/home/ana/")
    assert sources(made) == ['ana_dir = "/home/ana/"', 'name = "x"\nopen(ana_dir + name + ".csv")']


def test_of_an_f_string_the_folder_is_lifted():
    made = lifted('# %%\nfor é in (1, 2):\n    x = "é"; open(f"/home/ana/part_{é}/x_{é:02}.csv")', "/home/ana")
    assert sources(made) == [
        'ana_dir = "/home/ana"',
        'for é in (1, 2):\n    x = "é"; open(f"{ana_dir}/part_{é}/x_{é:02}.csv")',
    ]


@pytest.mark.parametrize("written", ['"/home/ana/" f"{x}"', 'f"/home/{{a}}/{x}"', 'f"/home\\u0061/a/{x}"', 'f"/{x}"'])
def test_an_f_string_that_is_pieced_together_is_refused(written):
    with pytest.raises(BadCallError, match="cannot be replaced"):
        lifted(f"# %%\nx = 1\nopen({written})", "/")


def test_a_literal_of_several_pieces_is_joined():
    made = lifted('# %%\nopen("/home/ana/"\n     "x.csv")', "/home")
    assert sources(made) == ["x_path = '/home/ana/x.csv'", "open(x_path)"]


def test_a_windows_path_keeps_its_way_of_writing():
    made = lifted('# %%\nopen(r"C:\\Users\\jo\\new data.csv")', "C:")
    assert sources(made) == ['new_data_path = r"C:\\Users\\jo\\new data.csv"', "open(new_data_path)"]


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "churn"
    (root / "notebooks").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "data" / "x.csv").write_text("a\n1\n")
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    return Project.find(root / "notebooks" / "n.ipynb")


def test_a_path_inside_the_project_becomes_relative_to_where_the_notebook_runs(project):
    made = lifted(f'# %%\nopen("{project.root}/data/new.csv")', "new.csv", project)
    assert sources(made)[0] == 'new_path = "../data/new.csv"'


def test_a_folder_keeps_the_slash_at_its_end(project):
    made = lifted(f'# %%\nopen("{project.root}/data/" + "x.csv")', "/data/", project)
    assert sources(made)[0] == 'data_dir = "../data/"'


@pytest.mark.parametrize("path", ["/home/ana/churn/data/x.csv", "C:/work/churn/data/x.csv", "/old/data/x.csv"])
def test_a_path_of_another_machine_is_found_in_the_project(project, path):
    assert sources(lifted(f'# %%\nopen("{path}")', "x.csv", project))[0] == 'x_path = "../data/x.csv"'


@pytest.mark.parametrize("path", ["/home/ana/other/x.csv", "/home/ana/churn/data/gone.csv", "/x.csv"])
def test_a_path_outside_of_the_project_stays_as_it_is(project, path):
    assert path in sources(lifted(f'# %%\nopen("{path}")', path, project))[0]


def test_the_literal_must_be_there():
    document = percent_document(READ)
    for arguments in ({"cell": 1, "line": 1, "column": 0}, {"cell": 9, "line": 1, "column": 0}):
        with pytest.raises(BadCallError):
            offers.resolve(parse_notebook(document), Offer("lift", arguments))


def test_a_path_in_the_parameters_cell_or_above_it_is_refused():
    with pytest.raises(BadCallError, match="already"):
        lifted('# %% tags=["parameters"]\nx = "/home/ana"', "/home")
    with pytest.raises(BadCallError, match="before the parameters cell"):
        lifted('# %%\nopen("/home/ana")\n# %% tags=["parameters"]\nx = 1', "/home")
