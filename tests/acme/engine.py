"""An engine as another package brings it: it needs what the contract names, and nothing else of nbcoach."""

from __future__ import annotations

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from nbcoach.errors import BadCallError
from nbcoach.pipeline.engines import Progress
from nbcoach.pipeline.failure import Failure


class Acme:
    name = "acme"

    def files(self, pipeline):
        steps = {step.notebook: self._notebook(step) for step in pipeline.steps}
        plan = "".join(f"{step.name}: {' '.join(step.parameters)}\n" for step in pipeline.steps)
        return {**steps, "acme.plan": plan.encode()}

    def check(self, kernel):
        if kernel == "forbidden":
            raise BadCallError("Acme runs no kernel forbidden.", "Take another one.")

    def execute(self, job, watch):
        notebook = nbformat.read(job.notebook, 4)
        given = "\n".join(f"{name} = {value!r}" for name, value in job.values.items())
        at = [index for index, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", ())]
        notebook.cells.insert(at[0] + 1 if at else 0, nbformat.v4.new_code_cell(given))
        watch(Progress(job.step, 1, 1))
        client = NotebookClient(notebook, kernel_name=job.kernel, resources={"metadata": {"path": str(job.directory)}})
        try:
            client.execute(env=job.environment)
        except CellExecutionError as error:
            return Failure(error.ename, error.evalue)
        finally:
            nbformat.write(notebook, job.output)
        return None

    def _notebook(self, step):
        made = {"code": nbformat.v4.new_code_cell, "markdown": nbformat.v4.new_markdown_cell}
        cells = [made[cell.kind](cell.source, metadata=cell.metadata) for cell in step.cells]
        return nbformat.writes(nbformat.v4.new_notebook(cells=cells)).encode()
