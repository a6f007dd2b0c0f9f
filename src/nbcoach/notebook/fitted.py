"""Whether a value is a model: one that is trained here, of a library of models, or called like one."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from nbcoach.notebook.regex import regex
from nbcoach.notebook.training import only_prepares, trainings

if TYPE_CHECKING:
    from nbcoach.notebook.link import Cell, Notebook
    from nbcoach.notebook.model import Value

_ESTIMATOR = regex(
    r"(?:sklearn|imblearn|xgboost|lightgbm|catboost|skorch|prophet|fbprophet|statsmodels|pyspark\.ml|keras|pycaret|tpot"
    r"|surprise|implicit|hmmlearn|lifelines|sentence_transformers|econml|causalml|ngboost)\.[\w.]*?[A-Z]\w*\(\)"
)
_MADE = regex(
    r"(?:torch\.nn\.|torchvision\.models\.|timm\.create_model|torch\.hub\.load|xgboost\.train|lightgbm\.train|keras\.models\.load|"
    r"statsmodels\.formula|segmentation_models_pytorch\.|gensim\.models\.(?!Phrases|Tfidf|phrases))[\w.]*\(\)"
    r"|(?:transformers|diffusers|peft)\.\w*(?:Model|Pipeline|peft)\w*(?:\.from_pretrained)?\(\)"
)
_DERIVED = regex(
    r"\(\)\(\)|\.(?:\w*predict\w*|\w*transform|score\w*|history|coef_|best_params_|cv_results_|get_params|evaluate)\b"
)
_CALLED = regex(
    r"(?:^|_)(?:model|clf|classifier|regressor|net|network|estimator|pipeline|pipe|forest|knn|svm|svc|logreg|booster|learner"
    r"|learn|xgb|lgbm|reg|generator|discriminator|encoder_decoder|nn|cnn|rnn|lstm)s?\d*$",
    re.IGNORECASE,
)
_NO_MODEL = regex(
    r"token|vector|scal|vocab|feature|data|label|columns|name|param|config|metric|history|word_index", re.IGNORECASE
)
_OPTIMISER = regex(r"optim|sched|scaler|^opt$", re.IGNORECASE)
_BASES = (
    "torch.nn.",
    "keras.",
    "pytorch_lightning.",
    "lightning.",
    "sklearn.base.Base",
    "sklearn.base.Cl",
    "sklearn.base.Reg",
)


class Models:
    """Tells the models of a notebook from its other values."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    @cached_property
    def _trained(self) -> frozenset[str]:
        """Where what is trained here comes from, as resolved names."""
        names = (each.site.name.rpartition(".")[0] for each in trainings(self._notebook))
        return frozenset(name for name in names if name.endswith("()") or name.startswith("__main__."))

    def is_model(self, cell: Cell, value: Value) -> bool:
        """True for a model, its weights, or a dictionary that holds one of these."""
        if value.kind == "dict":
            return any(self.is_model(cell, each) for each in value.parts[1::2])
        if value.kind in {"tuple", "list"}:
            return any(self.is_model(cell, each) for each in value.parts)
        if value.kind == "comprehension":
            return self.is_model(cell, value.parts[1 if value.text == "dict" else 0])
        if value.kind == "call" and self._is_weights(cell, value):
            return True
        name = self._notebook.resolve(cell, value)
        if only_prepares(name) or _DERIVED.search(name):
            return name.endswith("best_estimator_")
        return self._is_by_origin(name) or self._is_by_text(cell, value, name)

    def _is_weights(self, cell: Cell, value: Value) -> bool:
        function = cell.facts.calls[value.call].function
        owner, _, method = function.text.rpartition(".")
        return method in {"state_dict", "get_weights"} and not _OPTIMISER.search(owner.rpartition(".")[2])

    def _is_by_origin(self, name: str) -> bool:
        base = name.removesuffix(".fit()").removesuffix("[]")
        if name in self._trained or base in self._trained or _ESTIMATOR.match(name) or _MADE.match(name):
            return True
        return base.startswith("__main__.") and self._is_own_class(base.removeprefix("__main__.").partition("()")[0])

    def _is_own_class(self, name: str) -> bool:
        """True for a class of the notebook that derives from a library's model."""
        for site in self._notebook.bindings_of(name):
            if site.binding.kind == "class" and site.binding.value is not None:
                bases = [self._notebook.resolve(site.cell, base) for base in site.binding.value.parts]
                if any(base.startswith(_BASES) and "Transformer" not in base for base in bases):
                    return True
        return False

    def _is_by_text(self, cell: Cell, value: Value, name: str) -> bool:
        """By its name, where nothing else tells what it is; a dictionary by that name holds what was put into it."""
        if value.kind != "name":
            return False
        bound = self._notebook.definition(cell, value)
        inner = bound.binding.value if bound is not None and "." not in value.text else None
        if bound is not None and inner is not None and (name == "dict()" or inner.kind == "comprehension"):
            return inner.kind in {"dict", "comprehension"} and self.is_model(bound.cell, inner)
        known = (
            not name.startswith(("?", "__main__.", "list()", "dict()[]", "joblib.load", "pickle.load")) and "." in name
        )
        last = value.text.rpartition(".")[2]
        return not known and bool(_CALLED.search(last)) and not _NO_MODEL.search(last)
