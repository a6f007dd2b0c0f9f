import { NotebookPanel } from '@jupyterlab/notebook';
import type { CommandRegistry } from '@lumino/commands';
import { reveal } from '../../reveal';
import type { Found } from './rows';

/** Opens a notebook, or a script that is one; null for what opens as something else. */
export async function openNotebook(commands: CommandRegistry, path: string): Promise<NotebookPanel | null> {
  const opened: unknown = await commands.execute('docmanager:open', { path });
  if (!(opened instanceof NotebookPanel)) {
    return null;
  }
  await opened.context.ready;
  await opened.revealed;
  return opened;
}

/** Opens the notebook at a finding; a cell is known by its id, where it has moved since, or else by its place. */
export async function openFinding(commands: CommandRegistry, { path, finding }: Found): Promise<void> {
  const panel = await openNotebook(commands, path);
  if (!panel || finding.cell === null) {
    return;
  }
  const byId = panel.content.widgets.findIndex(cell => cell.model.id === finding.cell_id);
  await reveal(panel.content, { cell: byId >= 0 ? byId : finding.cell, line: finding.line });
}
