import pytest

from nbcoach import offers
from nbcoach.checking.contract import Offer
from nbcoach.errors import BadCallError
from nbcoach.notebook import parse_notebook
from nbcoach.notebook.percent import percent_document
from nbcoach.tracking import plan

NOTEBOOK = parse_notebook(percent_document("# %%\nfrom sklearn.svm import SVC\n# %%\nSVC().fit([[0], [1]], [0, 1])"))


def test_the_offers_are_the_files():
    assert offers.names() == ("lift", "log-input", "seed", "title", "track", "verify-download")


def test_an_unknown_offer_is_refused_with_those_that_exist():
    with pytest.raises(BadCallError, match=r"no offer 'sing'.*lift, log-input"):
        offers.resolve(NOTEBOOK, Offer("sing"))


@pytest.mark.parametrize("offer", [Offer("lift"), Offer("lift", {"cell": "a"}), Offer("seed", {"libraries": "numpy"})])
def test_wrong_arguments_are_refused(offer):
    with pytest.raises(BadCallError, match="wrong arguments"):
        offers.resolve(NOTEBOOK, offer)


def test_only_python_is_changed():
    notebook = parse_notebook(percent_document("# %%\nlibrary(x)", "r"))
    with pytest.raises(BadCallError, match="written in r"):
        offers.resolve(notebook, Offer("track"))


def test_tracking_is_offered_as_it_is_planned():
    assert offers.resolve(NOTEBOOK, Offer("track", {"style": "autolog"})) == plan(NOTEBOOK) != ()


def test_an_unknown_style_is_refused():
    with pytest.raises(BadCallError, match="no tracking style"):
        offers.resolve(NOTEBOOK, Offer("track", {"style": "x"}))
