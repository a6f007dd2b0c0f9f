"""Settings of libraries, each read only where the library is imported."""

from __future__ import annotations

import importlib
import sys
from typing import Any, Callable

from nbcoach.pipeline.state.settings import setting


def _loaded(name: str) -> Any:
    module = sys.modules.get(name)
    spec = getattr(module, "__spec__", None)
    return None if getattr(spec, "_initializing", False) else module


@setting("numpy.random")
class _NumpyRandom:
    @staticmethod
    def read() -> Any:
        numpy = _loaded("numpy")
        if numpy is None or "numpy.random" not in sys.modules:
            return None
        state = numpy.random.get_state()
        return state[0], state[1].tobytes(), state[2:]

    @staticmethod
    def write(value: Any) -> None:
        numpy = importlib.import_module("numpy")

        numpy.random.set_state((value[0], numpy.frombuffer(value[1], "uint32"), *value[2]))


@setting("numpy.printoptions")
class _NumpyPrint:
    @staticmethod
    def read() -> Any:
        numpy = _loaded("numpy")
        return None if numpy is None else numpy.get_printoptions()

    @staticmethod
    def write(value: dict[str, Any]) -> None:
        numpy = importlib.import_module("numpy")

        options = {key: entry for key, entry in value.items() if key in numpy.get_printoptions()}
        numpy.set_printoptions(**options)


@setting("numpy.errstate")
class _NumpyErrors:
    @staticmethod
    def read() -> Any:
        numpy = _loaded("numpy")
        return None if numpy is None else (numpy.geterr(), numpy.geterrcall())

    @staticmethod
    def write(value: Any) -> None:
        numpy = importlib.import_module("numpy")

        numpy.seterr(**value[0])
        numpy.seterrcall(value[1])


@setting("pandas.options")
class _Pandas:
    @staticmethod
    def read() -> Any:
        if _loaded("pandas") is None:
            return None
        return _changed_options() or None

    @staticmethod
    def write(value: dict[str, Any]) -> None:
        pandas = importlib.import_module("pandas")

        for name, entry in value.items():
            pandas.set_option(name, entry)


def _changed_options() -> dict[str, Any]:
    config = sys.modules["pandas._config.config"]
    known = config._registered_options
    now = {name: config._get_option(name) if hasattr(config, "_get_option") else _option(name) for name in known}
    return {name: value for name, value in now.items() if not _same(value, known[name].defval)}


def _option(name: str) -> Any:
    return sys.modules["pandas"].get_option(name)


def _same(left: Any, right: Any) -> bool:
    return left is right or (type(left) is type(right) and left == right)


@setting("pandas accessors")
class _Accessors:
    """Attributes of tables such as `df.tidy` that classes of the notebook give."""

    @staticmethod
    def read() -> Any:
        pandas = _loaded("pandas")
        found = []
        for kind in ("DataFrame", "Series", "Index") if pandas is not None else ():
            owner = getattr(pandas, kind, None)
            for name in sorted(getattr(owner, "_accessors", ())):
                made = getattr(owner, name, None)
                if getattr(made, "__module__", "") == "__main__":
                    found.append((kind, name, made))
        return found or None

    @staticmethod
    def write(value: Any) -> None:
        extensions = importlib.import_module("pandas.api.extensions")

        for kind, name, made in value:
            getattr(extensions, "register_%s_accessor" % kind.lower())(name)(made)


@setting("sklearn.config")
class _Sklearn:
    @staticmethod
    def read() -> Any:
        sklearn = _loaded("sklearn")
        return None if sklearn is None else sklearn.get_config()

    @staticmethod
    def write(value: dict[str, Any]) -> None:
        sklearn = importlib.import_module("sklearn")

        sklearn.set_config(**value)


@setting("torch")
class _Torch:
    @staticmethod
    def read() -> Any:
        torch = _loaded("torch")
        if torch is None or not hasattr(torch, "get_rng_state"):
            return None
        return {
            "rng": torch.get_rng_state().numpy().tobytes() if "numpy" in sys.modules else torch.get_rng_state(),
            "dtype": torch.get_default_dtype(),
            "grad": torch.is_grad_enabled(),
            "threads": torch.get_num_threads(),
            "deterministic": torch.are_deterministic_algorithms_enabled(),
            "print": _torch_print(torch),
            "cudnn": (torch.backends.cudnn.deterministic, torch.backends.cudnn.benchmark),
        }

    @staticmethod
    def write(value: dict[str, Any]) -> None:
        torch = importlib.import_module("torch")

        torch.set_default_dtype(value["dtype"])
        torch.set_grad_enabled(value["grad"])
        torch.set_num_threads(value["threads"])
        torch.use_deterministic_algorithms(value["deterministic"])
        torch.set_printoptions(**value["print"])
        torch.backends.cudnn.deterministic, torch.backends.cudnn.benchmark = value["cudnn"]
        state = value["rng"]
        is_bytes = isinstance(state, bytes)
        torch.set_rng_state(torch.frombuffer(bytearray(state), dtype=torch.uint8) if is_bytes else state)


def _torch_print(torch: Any) -> dict[str, Any]:
    options = vars(torch._tensor_str.PRINT_OPTS)
    return {
        key: options[key] for key in ("precision", "threshold", "edgeitems", "linewidth", "sci_mode") if key in options
    }


@setting("tensorflow")
class _Tensorflow:
    @staticmethod
    def read() -> Any:
        tensorflow = _loaded("tensorflow")
        if tensorflow is None or not hasattr(tensorflow, "random"):
            return None
        try:
            context = sys.modules["tensorflow.python.eager.context"].context()
            return context._seed, context._rng.getstate() if hasattr(
                context, "_rng"
            ) and context._seed is not None else None
        except (KeyError, AttributeError):
            return None

    @staticmethod
    def write(value: Any) -> None:
        tensorflow = importlib.import_module("tensorflow")

        seed, state = value
        if seed is None:
            return
        tensorflow.random.set_seed(seed)
        if state is not None:
            sys.modules["tensorflow.python.eager.context"].context()._rng.setstate(state)


def _calls(module: str, read: Callable[[Any], Any], write: Callable[[Any, Any], None]) -> Any:
    """A setting of one module that is read and written by a call each."""

    class Called:
        @staticmethod
        def read() -> Any:
            found = _loaded(module)
            return None if found is None else read(found)

        @staticmethod
        def write(value: Any) -> None:
            write(__import__(module, fromlist=["_"]), value)

    return Called


def _set_list(name: str) -> Callable[[Any, Any], None]:
    return lambda module, value: getattr(module, name).__setitem__(slice(None), value)


setting("nltk.data.path")(_calls("nltk.data", lambda m: list(m.path), _set_list("path")))
setting("tqdm.pandas")(
    _calls("tqdm.std", lambda _: True if _shows_progress() else None, lambda m, _: m.tqdm.pandas()),
)


def _shows_progress() -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and hasattr(getattr(pandas, "DataFrame", None), "progress_apply")
