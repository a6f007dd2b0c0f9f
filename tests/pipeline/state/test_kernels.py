"""Two real kernels, one after the other: what only a shell has comes along, its memory of outputs does not."""

import pytest
from jupyter_client.manager import start_new_kernel

from nbcoach.pipeline.state import source

FIRST = [
    "import sys; sys.path.insert(0, 'home'); import state as _hidden; _hidden.watch(); sys.path.remove('home')",
    "%config InlineBackend.figure_format = 'retina'\n%load_ext autoreload\n%autoreload 2\nimport math",
    "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1, 2])",
    "math.tau2 = 12.5\nfor _number in range(3): pass\ndef f(): return k\nk = 4",
    "41 + 1",
]
SECOND = [
    "import matplotlib.pyplot as plt",
    "k = 9\nprint(f(), math.tau2, _number, len(ax.lines), ax.figure is fig, plt.get_fignums())",
    "from matplotlib_inline.config import InlineBackend\nprint(InlineBackend.instance().figure_formats)",
    "print(get_ipython().magics_manager.registry['AutoreloadMagics']._reloader.check_all)",
    "print('In' in globals(), [n for n in globals() if 'state' in n or 'hidden' in n])",
]


def ran(cells, folder) -> str:
    texts = []
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(folder))
    try:
        for cell in cells:
            client.execute_interactive(cell, timeout=60, output_hook=lambda message: texts.append(text_of(message)))
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return "".join(texts)


def text_of(message) -> str:
    content = message["content"]
    return "\n".join(content["traceback"]) if message["msg_type"] == "error" else content.get("text", "")


@pytest.mark.slow
def test_a_second_kernel_goes_on_where_the_first_one_ended(tmp_path, monkeypatch):
    monkeypatch.setenv("PIPELINE_STATE", str(tmp_path / "blobs"))
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "state.py").write_bytes(source())
    begin = "import sys; sys.path[:0] = ['home']; import state as _s; del sys.path[0]; _s.load('one'); del _s, sys"
    end = "_s = _hidden; del _hidden; print(_s.trial()['obstacles'], _s.trial(['_'])['obstacles'][0]['name'])\n"

    first = ran([*FIRST, end + "_s.dump('one', [n for n in _s.user_names(globals()) if n != '_s'])"], tmp_path)
    second = ran([begin, *SECOND], tmp_path)

    assert first == "[] _\n"
    assert second == "9 12.5 2 1 True []\n{'retina'}\nTrue\nTrue []\n"
