"""Signals that say what applies here; they never score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbcoach.maturity.evidence import Place, Reading, Rung, absent, seen, unknown
from nbcoach.maturity.fingerprints import calls_for

if TYPE_CHECKING:
    from nbcoach.maturity.scene import Scene
    from nbcoach.maturity.source import Source

FRAMES = frozenset({"pandas", "polars", "pyspark", "duckdb"})
TABULAR = frozenset({"sklearn", "xgboost", "lightgbm", "catboost"})
LANGUAGE_MODELS = frozenset({
    "openai", "anthropic", "mistralai", "cohere", "langgraph", "llama_index", "litellm", "dspy", "autogen", "ag2",
    "crewai", "pydantic_ai", "smolagents", "semantic_kernel", "haystack", "vllm",
})  # fmt: skip
SERVERS = frozenset({"fastapi", "flask", "litserve", "starlette"})


def ml_training_present(scene: Scene) -> Reading:
    name = "ml-training-present"
    places = [source.call(each.site) for source in scene.sources for each in source.training]
    if places:
        count = len({place.path for place in places})
        return seen(name, Rung.WIRED, f"{count} {'file trains' if count == 1 else 'files train'} a model", places)
    doubtful = [source.call(site) for source in scene.main for site in source.doubtful]
    if doubtful:
        return unknown(name, "something is fitted, and it is not clear whether it is a model", "", doubtful)
    if scene.blind_spot:
        return unknown(name, f"no training was found, but {scene.blind_spot}", "Make all code readable.")
    return absent(name, f"no training in {_extent(scene)}")


def tabular_features(scene: Scene) -> Reading:
    name = "tabular-features"
    places = [source.whole("trains on a data frame") for source in scene.training if _is_tabular(source)]
    if places:
        return seen(name, Rung.WIRED, "models are trained on tables", places)
    if scene.blind_spot:
        return unknown(name, f"not found, but {scene.blind_spot}")
    return absent(name, "no data frames beside the training")


def llm_usage(scene: Scene) -> Reading:
    name = "llm-usage"
    places = [source.whole(f"imports {used[0]}") for source in scene.main if (used := _language_models(source))]
    if places:
        return seen(name, Rung.WIRED, "language models are called", places)
    if scene.blind_spot:
        return unknown(name, f"not found, but {scene.blind_spot}")
    return absent(name, f"no library for language models in {_extent(scene)}")


def model_served(scene: Scene) -> Reading:
    name = "model-served"
    served = [
        *(Place("sets up a server for models", path) for path in scene.named(r"bentofile\.ya?ml", r"config\.pbtxt")),
        *(source.whole("answers predictions") for source in scene.main if _serves(source)),
        *(source.call(site) for source in scene.main for site in calls_for(source, "serving-defined")),
    ]
    if served:
        return seen(name, Rung.CONFIGURED, "there is code that serves a model", served)
    live = [each for each in scene.recorded.versions or () if each.aliases or each.stage not in {"", "None"}]
    if live:
        reason = f"version {live[-1].version} of {live[-1].name} is marked in the registry"
        return seen(name, Rung.CONFIGURED, reason, [_marked(each.name, each.version, each.aliases) for each in live])
    return unknown(
        name,
        "nothing here serves a model, and it may be served elsewhere",
        "It is known when the serving code lies in this folder, or a registered model carries an alias.",
    )


def _marked(name: str, version: int, aliases: tuple[str, ...]) -> Place:
    return Place(f"{name} version {version} is marked {', '.join(aliases) or 'with a stage'}")


def _is_tabular(source: Source) -> bool:
    return bool(source.notebook.imports & FRAMES) and bool(source.notebook.imports & TABULAR)


def _language_models(source: Source) -> list[str]:
    modules = {site.binding.text for site in source.notebook.import_sites}
    roots = sorted(source.notebook.imports)
    named = [root for root in roots if root in LANGUAGE_MODELS or root.startswith("langchain")]
    return named + sorted(each for each in modules if each.startswith(("google.genai", "google.generativeai")))


def _serves(source: Source) -> bool:
    """A script with a web framework in which something predicts."""
    is_server = source.is_script and bool(source.notebook.imports & SERVERS)
    return is_server and any(site.method in {"predict", "predict_proba"} for site in source.notebook.calls)


def _extent(scene: Scene) -> str:
    notebooks, scripts = len(scene.notebooks), len(scene.scripts)
    return f"{notebooks} notebook{'' if notebooks == 1 else 's'} and {scripts} script{'' if scripts == 1 else 's'}"


SIGNALS = (ml_training_present, tabular_features, llm_usage, model_served)
