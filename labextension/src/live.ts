import type { ISharedNotebook } from '@jupyter/ydoc';
import type { LiveCell, LiveNotebook } from './server';

/** An open notebook as the server takes it: what stands in the cells, saved or not, without outputs. */
export function live(notebook: ISharedNotebook): LiveNotebook {
  return {
    cells: notebook.cells.map(
      (cell): LiveCell => ({
        id: cell.getId(),
        cell_type: cell.cell_type as LiveCell['cell_type'],
        source: cell.getSource(),
        metadata: { ...cell.getMetadata() }
      })
    ),
    metadata: { ...notebook.getMetadata() },
    nbformat: notebook.nbformat,
    nbformat_minor: notebook.nbformat_minor
  };
}
