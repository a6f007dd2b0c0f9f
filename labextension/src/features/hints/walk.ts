import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { Notebook } from '@jupyterlab/notebook';
import type { EditorView } from '@codemirror/view';
import { offsets } from '../../edits';
import type { Hint } from '../../server';
import type { Session } from '../../session';
import { openCard } from './pinned';

/** A hint with its place in the notebook: index of the cell, offsets in its source. */
interface Placed {
  readonly hint: Hint;
  readonly cell: number;
  readonly from: number;
  readonly to: number;
}

/** The hints with their places, in the order of the notebook; one about all of it stands where its code begins. */
function placed(session: Session): Placed[] {
  const { cells } = session.notebook;
  const first = cells.find(cell => cell.cell_type === 'code')?.getId();
  const indices = new Map(cells.map((cell, index) => [cell.getId(), index]));
  return session.hints.flatMap(hint => {
    const index = indices.get(hint.cell_id ?? first ?? '');
    const cell = index === undefined ? undefined : cells[index];
    const place = cell && hint.range ? offsets(cell.getSource(), hint.range) : ([0, 0] as const);
    return index !== undefined && place ? [{ hint, cell: index, from: place[0], to: place[1] }] : [];
  });
}

/** The hints under the cursor of the active cell; failing that, those on its line. */
export function hintsAtCursor(session: Session, notebook: Notebook): Placed[] {
  const view = activeView(notebook);
  if (!view) {
    return [];
  }
  const { head } = view.state.selection.main;
  const line = view.state.doc.lineAt(head);
  const here = placed(session).filter(each => each.cell === notebook.activeCellIndex);
  const under = here.filter(each => each.from <= head && head <= each.to);
  return under.length > 0 ? under : here.filter(each => each.from <= line.to && each.to >= line.from);
}

/** Moves to the next (1) or previous (-1) hint, around the end, and shows its card; false where there is none. */
export async function walk(session: Session, notebook: Notebook, direction: 1 | -1): Promise<boolean> {
  const all = placed(session);
  const cursor = { cell: notebook.activeCellIndex, from: activeView(notebook)?.state.selection.main.from ?? 0 };
  const ahead = all.filter(each => direction * distance(each, cursor) > 0);
  const target = direction > 0 ? (ahead[0] ?? all[0]) : (ahead.at(-1) ?? all.at(-1));
  if (!target) {
    return false;
  }
  await show(notebook, all.filter(each => distance(each, target) === 0));
  return true;
}

/** Brings a cell into view, puts the cursor on the hints and shows their card. */
async function show(notebook: Notebook, hints: readonly Placed[]): Promise<void> {
  const [first] = hints;
  const cell = first && notebook.widgets[first.cell];
  if (!cell) {
    return;
  }
  notebook.activeCellIndex = first.cell;
  await notebook.scrollToCell(cell);
  await cell.ready;
  notebook.mode = 'edit';
  const view = activeView(notebook);
  if (view) {
    view.focus();
    pinHints(view, hints, false);
  }
}

/** Shows the card of hints that share a place. */
export function pinHints(view: EditorView, hints: readonly Placed[], focus: boolean): void {
  const [first] = hints;
  if (first) {
    openCard(view, first.from, first.to, hints.map(each => each.hint), focus);
  }
}

export function activeView(notebook: Notebook): EditorView | null {
  const editor = notebook.activeCell?.editor;
  return editor instanceof CodeMirrorEditor ? editor.editor : null;
}

function distance(one: { cell: number; from: number }, other: { cell: number; from: number }): number {
  return one.cell - other.cell || one.from - other.from;
}
