import { YCodeCell, type ISharedCell, type ISharedNotebook } from '@jupyter/ydoc';
import type { LiveCell, LiveNotebook } from './server';

/** Characters of outputs that are sent after a save, all cells together; what lies beyond is left out. */
const MOST = 20_000_000;

/** An open notebook as the server takes it: what stands in the cells, saved or not; with what ran, if that is asked. */
export function live(notebook: ISharedNotebook, withOutputs = false): LiveNotebook {
  const plain = {
    metadata: { ...notebook.getMetadata() },
    nbformat: notebook.nbformat,
    nbformat_minor: notebook.nbformat_minor
  };
  const room = { left: MOST };
  const cells = notebook.cells.map(cell => ({ ...source(cell), ...(withOutputs ? ran(cell, room) : {}) }));
  return { cells, ...plain };
}

function source(cell: ISharedCell): LiveCell {
  return {
    id: cell.getId(),
    cell_type: cell.cell_type as LiveCell['cell_type'],
    source: cell.getSource(),
    metadata: { ...cell.getMetadata() }
  };
}

function ran(cell: ISharedCell, room: { left: number }): Partial<LiveCell> {
  if (!(cell instanceof YCodeCell)) {
    return {};
  }
  const outputs = cell.getOutputs().filter(output => {
    const length = JSON.stringify(output).length;
    const fits = length <= room.left;
    room.left -= fits ? length : 0;
    return fits;
  });
  return { execution_count: cell.execution_count, outputs };
}
