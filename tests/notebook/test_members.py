"""What classes of the notebook hold, and where their attributes lead."""

import pytest
from tests.cells import notebook

FOREST = """
from sklearn.ensemble import RandomForestClassifier
class Study:
    kind = RandomForestClassifier
    def __init__(self, limit):
        self.limit = limit
        self.forest = self.build()
        self.late = None
    def build(self):
        return RandomForestClassifier()
    def run(self, X, y):
        self.late = [1]
        self.forest.fit(X, y)
        self.limit.check()
        return self
"""


def called(*sources: str) -> list[str]:
    return [site.name for site in notebook(*sources).calls]


def test_attributes_of_self_lead_to_what_the_methods_store():
    names = called(FOREST)
    assert "sklearn.ensemble.RandomForestClassifier().fit" in names
    assert "__main__.Study().limit.check" in names


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("Study(3).forest.predict(X)", "sklearn.ensemble.RandomForestClassifier().predict"),
        ("Study(3).run(X, y).build().score(X)", "sklearn.ensemble.RandomForestClassifier().score"),
        ("Study(3).late.append(1)", "list().append"),
        ("Study(3).unheard_of()", "__main__.Study().unheard_of"),
    ],
)
def test_attributes_and_results_of_an_object_lead_on(call, name):
    assert name in called(FOREST, call)


def test_what_a_class_does_not_define_is_that_of_its_base():
    source = (
        "import keras\nclass Net(keras.Model):\n    def call(self, x):\n        return x\nclass Wide(Net):\n    pass"
    )
    assert called(source, "Wide().fit(X)\nWide().call(X)")[1::2] == ["keras.Model().fit", "__main__.Net().call"]


def test_attributes_that_are_stored_differently_are_not_known():
    stores = "        self.x = numpy.ones(3)\n        self.x = {}\n        self.x.sum()"
    assert called(f"import numpy\nclass A:\n    def f(self):\n{stores}")[-1] == "__main__.A().x.sum"


def test_a_class_that_is_its_own_base_ends():
    assert called("class A(A):\n    pass", "A().go()")[-1] == "__main__.A().go"


def test_methods_are_told_by_the_name_of_the_class():
    found = notebook(FOREST)
    assert found.methods_of("Study") == {"__init__", "build", "run"}
    assert found.methods_of("numpy") == frozenset()
    assert [held.value.kind for held in found.returned_by("Study", "build")] == ["call"]
