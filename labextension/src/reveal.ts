import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { Notebook } from '@jupyterlab/notebook';

/** A line of a cell, from 1; null for the whole cell. */
export interface Spot {
  readonly cell: number;
  readonly line: number | null;
}

/** Brings a cell into view, makes it the active one and puts the cursor on a line; false where there is no such cell. */
export async function reveal(notebook: Notebook, { cell, line }: Spot): Promise<boolean> {
  const target = notebook.widgets[cell];
  if (!target) {
    return false;
  }
  notebook.activeCellIndex = cell;
  await notebook.scrollToCell(target, 'smart');
  await target.ready;
  const editor = target.editor;
  if (line !== null && editor instanceof CodeMirrorEditor) {
    const view = editor.editor;
    const number = Math.min(line, view.state.doc.lines);
    notebook.mode = 'edit';
    view.focus();
    view.dispatch({ selection: { anchor: startOf(view.state.doc.line(number)) }, scrollIntoView: true });
  } else {
    notebook.node.focus();
  }
  return true;
}

/** Where the text of a line begins, behind its indentation. */
function startOf(line: { readonly from: number; readonly text: string }): number {
  return line.from + line.text.length - line.text.trimStart().length;
}
