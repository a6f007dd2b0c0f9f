"""A kernel that goes on where another one handed its state over shows what that one shows as it goes on itself."""

import base64
import hashlib
from itertools import chain

import pytest
from jupyter_client.manager import start_new_kernel

from nbcoach.pipeline.state import source

PLOT = "import matplotlib.pyplot as plt\nplt.figure(figsize=(2, 1)); plt.plot([1, 2], 'k--')\nNone"
LOAD = "import sys; sys.path[:0] = ['home']; import state as _s; del sys.path[0], sys; "
CASES = {
    "config before pyplot": (["%config InlineBackend.figure_format = 'retina'"], [PLOT]),
    "config after a figure": ([PLOT, "%config InlineBackend.figure_format = 'retina'"], [PLOT]),
    "config after matplotlib inline": (
        ["%matplotlib inline\n%config InlineBackend.figure_formats = {'svg', 'png'}"],
        [PLOT],
    ),
    "matplotlib inline after the cut": (
        ["%config InlineBackend.figure_format = 'retina'"],
        ["%matplotlib inline", PLOT],
    ),
    "set_matplotlib_formats": (
        [PLOT, "from matplotlib_inline.backend_inline import set_matplotlib_formats as f\nf('retina')", PLOT],
        [PLOT],
    ),
    "set_matplotlib_formats with keywords": (
        [
            PLOT,
            "from matplotlib_inline.backend_inline import set_matplotlib_formats as f",
            "f('jpeg', pil_kwargs={'quality': 30})",
        ],
        [PLOT],
    ),
    "keywords of the configuration": (
        ["%config InlineBackend.print_figure_kwargs = {'bbox_inches': None, 'facecolor': 'yellow'}"],
        [PLOT],
    ),
    "parameters of the backend that were changed later": (
        ["%config InlineBackend.rc = {'figure.dpi': 40}", PLOT, "plt.rcParams['figure.dpi'] = 60"],
        [PLOT],
    ),
    "interaction switched off": ([PLOT, "plt.ioff()\nNone"], [PLOT, "plt.show()"]),
    "figures that stay open": (["%config InlineBackend.close_figures = False"], [PLOT, "plt.plot([2, 1]); None"]),
    "letters of a seaborn theme": (["import seaborn as sns; sns.set_theme(style='ticks', palette='muted')"], [PLOT]),
    "colormap of a seaborn theme": (
        ["import seaborn as sns; sns.set_theme()\ndel sns"],
        ["import matplotlib.pyplot as plt\nplt.imshow([[1, 2], [3, 4]]); None", "import seaborn"],
    ),
    "colormap of the notebook": (
        [
            "import matplotlib as mpl\nfrom matplotlib.colors import ListedColormap as L",
            "mpl.colormaps.register(L(['red', 'blue']), name='two')",
        ],
        ["import matplotlib.pyplot as plt\nplt.imshow([[1, 2], [3, 4]], cmap='two'); None"],
    ),
    "cells that show every value": (
        ["from IPython.core.interactiveshell import InteractiveShell as I\nI.ast_node_interactivity = 'all'"],
        ["1\n2"],
    ),
    "another shell setting": (
        ["%config ZMQInteractiveShell.ast_node_interactivity = 'last_expr_or_assign'"],
        ["a = 5"],
    ),
    "completer": (
        ["%config IPCompleter.greedy = True"],
        ["print(get_ipython().Completer.greedy, get_ipython().config.IPCompleter)"],
    ),
}


def shown(cells, folder) -> list[str]:
    """What the cells show: text, or type and digest of an image."""
    texts: list[str] = []
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder))
    try:
        for cell in cells:
            client.execute_interactive(cell, timeout=60, output_hook=lambda message: texts.extend(pieces(message)))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return texts


def pieces(message) -> list[str]:
    content = message["content"]
    if message["msg_type"] == "error":
        return ["\n".join(content["traceback"])]
    if "data" not in content:
        return [content["text"]] if "text" in content else []
    return list(chain.from_iterable(pictured(kind, data) for kind, data in sorted(content["data"].items())))


def pictured(kind, data) -> list[str]:
    if kind == "image/svg+xml":
        return [f"{kind} {len(data)}"]
    if kind.startswith("image"):
        content = base64.b64decode(data)
        return [f"{kind} {int.from_bytes(content[16:20], 'big')} {hashlib.sha256(content).hexdigest()[:8]}"]
    return [data]


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_second_kernel_shows_what_the_first_one_would_have_shown(name, tmp_path, monkeypatch):
    monkeypatch.setenv("PIPELINE_STATE", str(tmp_path / "blobs"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "state.py").write_bytes(source())
    before, after = CASES[name]

    begin, end = LOAD + "_s.watch(); del _s", LOAD + "_s.dump('one', set(_s.user_names(globals())) - {'_s'}); del _s"
    whole = shown([begin, *before, end, "print('cut')", *after], tmp_path)
    second = shown([LOAD + "_s.load('one'); del _s", *after], tmp_path)

    assert second
    assert second == whole[whole.index("cut\n") + 1 :]
