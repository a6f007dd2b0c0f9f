import pytest

from nbcoach import offers
from nbcoach.checking.contract import Offer
from nbcoach.errors import BadCallError
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.edit import apply
from nbcoach.notebook.percent import percent_document


def seeded(text, *libraries, **more):
    document = percent_document(text)
    offer = Offer("seed", {"libraries": list(libraries), **more})
    return apply(document, offers.resolve(parse_notebook(document), offer))


def sources(document):
    return [each["source"] for each in document["cells"]]


IMPORTS = "# %%\nimport numpy as np\nimport random\n"


def test_the_cell_stands_behind_the_imports_and_uses_their_names():
    made = seeded(IMPORTS + "# %%\nnp.random.rand()", "numpy", "random")
    lines = made["cells"][1]["source"].split("\n")
    assert lines[0].startswith("#")
    assert lines[1:] == ["SEED = 42", "np.random.seed(SEED)", "random.seed(SEED)"]
    assert made["cells"][1]["metadata"]["tags"] == ["nbcoach-seed"]


def test_a_library_that_is_not_imported_before_is_imported():
    source = sources(seeded(IMPORTS + "# %%\nimport torch\n# %%\ntorch.rand(2)", "torch"))
    assert source[2].startswith("# The same") is True
    source = sources(seeded("# %%\nfrom torch import rand\n# %%\nrand(2)", "torch"))
    assert source[1].startswith("import torch\n\n# ")


def test_the_cell_stands_above_a_draw_that_shares_its_cell_with_the_imports():
    source = sources(seeded("# %%\nimport numpy as np\nx = np.random.rand()", "numpy"))
    assert source[0].split("\n")[0] == "import numpy"
    assert "numpy.random.seed(SEED)" in source[0]


def test_a_cell_named_in_the_offer_stands_below_the_seed():
    source = sources(seeded("# %%\nimport numpy as np\nf = load()\n", "numpy", cell=0))
    assert "numpy.random.seed(SEED)" in source[0]


def test_the_notebooks_own_seed_is_used():
    source = sources(seeded('# %% tags=["parameters"]\nseed = 7\n# %%\nimport numpy as np\n', "numpy"))
    assert source[2].endswith("np.random.seed(seed)")
    assert "SEED" not in source[2]


def test_a_seed_that_changes_is_not_used():
    source = sources(seeded("# %%\nimport numpy as np\n# %%\nseed = 7\n# %%\nseed = 8", "numpy"))
    assert "SEED = 42" in source[1]


def test_a_name_that_the_notebook_uses_is_left_alone():
    source = sources(seeded("# %%\nimport numpy as np\n# %%\nSEED = load()", "numpy"))
    assert "SEED_2 = 42\nnp.random.seed(SEED_2)" in source[1]


def test_a_module_never_takes_the_name_of_something_else():
    source = sources(seeded("# %%\nfrom numpy import random\n# %%\nrandom.rand()", "random"))
    assert source[1].startswith("import random as random_module\n")
    assert source[1].endswith("random_module.seed(SEED)")


def test_a_second_offer_extends_the_cell():
    once = seeded(IMPORTS + "# %%\nnp.random.rand()", "numpy")
    twice = apply(once, offers.resolve(parse_notebook(once), Offer("seed", {"libraries": ["random", "torch"]})))
    assert len(twice["cells"]) == 3
    assert sources(twice)[1].startswith("import torch\n# The same")
    assert sources(twice)[1].endswith("np.random.seed(SEED)\nrandom.seed(SEED)\ntorch.manual_seed(SEED)")
    assert offers.resolve(parse_notebook(twice), Offer("seed", {"libraries": ["torch", "numpy"]})) == ()


def test_scikit_learn_is_seeded_through_numpy():
    source = sources(seeded(IMPORTS, "sklearn", "pandas"))
    assert source[1].count("seed(SEED)") == 1


def test_a_library_without_a_global_seed_is_refused():
    with pytest.raises(BadCallError, match="no seeding cell for 'jax'"):
        seeded(IMPORTS, "jax")


@pytest.mark.parametrize("library", ["random", "numpy"])
def test_the_seed_repeats_the_draws(library):
    source = sources(seeded("# %%\n" + f"import {library}", library))[1]
    draw = {"random": "random.random()", "numpy": "numpy.random.rand()"}[library]
    drawn = []
    for _ in range(2):
        space = {}
        exec(f"import {library}\n{source}\ndrawn = {draw}", space)  # noqa: S102 - the cell is what is tested
        drawn.append(space["drawn"])
    assert drawn[0] == drawn[1]
