"""Runs a notebook in a copy of its folder and says what it did.

`folder_of` names the folder that a run needs, `measure` its extent, `copied` copies it for a while; `observe` runs the
notebook there with a probe in its kernel, `plain_run` without one. The user's own folder stays as it is.
"""

from nbcoach.pipeline.observe.copying import Copy, copied
from nbcoach.pipeline.observe.extent import Extent, measure
from nbcoach.pipeline.observe.reaching import folder_of, reach
from nbcoach.pipeline.observe.running import observe, plain_run

__all__ = ["Copy", "Extent", "copied", "folder_of", "measure", "observe", "plain_run", "reach"]
