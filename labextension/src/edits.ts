import { YBaseCell, YNotebook, type ISharedCell, type ISharedNotebook } from '@jupyter/ydoc';
import type { EditsAnswer, InsertCell, Range, RemoveCell, ReplaceText } from './server';

export type Change = EditsAnswer['edits'][number];

/** A text that an edit expects no longer stands where it points: nothing was changed. */
export class StaleEditError extends Error {}

/** What was changed: the cells that now differ, and a way back where Ctrl+Z in a cell is none. */
export interface Applied {
  readonly cells: readonly string[];
  /** Takes the change back; false when other changes came after it. Null where Ctrl+Z in the cell does it. */
  readonly undo: (() => boolean) | null;
}

/** Applies edits that belong together in one undo step, or none of them. Throws `StaleEditError`. */
export function apply(notebook: ISharedNotebook, changes: readonly Change[]): Applied {
  const cells = cellsById(notebook);
  changes.forEach(change => { check(change, cells); });
  const only = onlyCell(changes);
  const cell = only === null ? undefined : cells.get(only);
  return cell ? inOneCell(cell, changes as ReplaceText[]) : inNotebook(notebook, changes);
}

/** The offsets in UTF-16 units of a range within a source; null where the source is too short for it. */
export function offsets(source: string, range: Range): [number, number] | null {
  const from = offset(source, range.line, range.column);
  const to = offset(source, range.end_line, range.end_column);
  return from === null || to === null || to < from ? null : [from, to];
}

function offset(source: string, line: number, column: number): number | null {
  let start = 0;
  for (let count = 1; count < line; count++) {
    const end = source.indexOf('\n', start);
    if (end < 0) {
      return null;
    }
    start = end + 1;
  }
  const end = source.indexOf('\n', start);
  return start + column <= (end < 0 ? source.length : end) ? start + column : null;
}

type Cells = ReadonlyMap<string, ISharedCell>;

function cellsById(notebook: ISharedNotebook): Cells {
  return new Map(notebook.cells.map(cell => [cell.getId(), cell]));
}

function check(change: Change, cells: Cells): void {
  if (!stands(change, cells)) {
    throw new StaleEditError('The code has changed since this fix was offered.');
  }
}

function stands(change: Change, cells: Cells): boolean {
  switch (change.kind) {
    case 'insert':
      return change.anchor_id === null || cells.has(change.anchor_id);
    case 'remove':
      return cells.get(change.cell_id)?.getSource() === change.old;
    case 'text': {
      const source = cells.get(change.cell_id)?.getSource() ?? '';
      const place = cells.has(change.cell_id) ? offsets(source, change.range) : null;
      return place !== null && source.slice(...place) === change.old;
    }
  }
}

/** The one cell whose text alone is edited, or null. */
function onlyCell(changes: readonly Change[]): string | null {
  const touched = new Set(changes.map(change => (change.kind === 'text' ? change.cell_id : null)));
  const [only] = touched;
  return touched.size === 1 && only !== undefined ? only : null;
}

/** Two calls of `stopCapturing` keep what was typed before and after out of the undo step. */
function inOneCell(cell: ISharedCell, changes: readonly ReplaceText[]): Applied {
  const history = cell instanceof YBaseCell ? cell.undoManager : null;
  history?.stopCapturing();
  cell.transact(() => { replace(cell, changes); });
  history?.stopCapturing();
  return { cells: [cell.getId()], undo: null };
}

/** From the end to the start, so that the offsets still to come stay true. */
function replace(cell: ISharedCell, changes: readonly ReplaceText[]): void {
  const source = cell.getSource();
  changes
    .map(change => ({ place: offsets(source, change.range) ?? [0, 0], text: change.new }))
    .sort((one, other) => other.place[0] - one.place[0])
    .forEach(({ place: [from, to], text }) => { cell.updateSource(from, to, text); });
}

function inNotebook(notebook: ISharedNotebook, changes: readonly Change[]): Applied {
  const history = notebook instanceof YNotebook ? notebook.undoManager : null;
  let touched: string[] = [];
  history?.stopCapturing();
  notebook.transact(() => { touched = change(notebook, changes); });
  history?.stopCapturing();
  const step = history?.undoStack.at(-1);
  const undo = (): boolean => step !== undefined && history?.undoStack.at(-1) === step && history.undo() !== null;
  return { cells: touched, undo };
}

function change(notebook: ISharedNotebook, changes: readonly Change[]): string[] {
  const cells = cellsById(notebook);
  const texts = changes.filter((each): each is ReplaceText => each.kind === 'text');
  const edited = [...cells].filter(([id]) => texts.some(each => each.cell_id === id));
  edited.forEach(([id, cell]) => { replace(cell, texts.filter(each => each.cell_id === id)); });
  const insertions = changes.filter((each): each is InsertCell => each.kind === 'insert');
  const inserted = inReadingOrder(insertions).map(each => insert(notebook, each));
  changes.filter((each): each is RemoveCell => each.kind === 'remove').forEach(each => {
    notebook.deleteCell(indexOf(notebook, each.cell_id));
  });
  return [...inserted, ...edited.map(([id]) => id)];
}

/** Several cells after the same anchor are put there last first, so that they come to stand in order. */
function inReadingOrder(insertions: readonly InsertCell[]): InsertCell[] {
  return [
    ...insertions.filter(each => each.where === 'before'),
    ...insertions.filter(each => each.where === 'after').reverse()
  ];
}

function insert(notebook: ISharedNotebook, change: InsertCell): string {
  const anchor = change.anchor_id === null ? 0 : indexOf(notebook, change.anchor_id);
  const index = change.where === 'after' && change.anchor_id !== null ? anchor + 1 : anchor;
  const trust = change.cell_type === 'code' ? { trusted: true } : {};
  return notebook
    .insertCell(index, { cell_type: change.cell_type, source: change.source, metadata: { ...change.metadata, ...trust } })
    .getId();
}

function indexOf(notebook: ISharedNotebook, id: string): number {
  return notebook.cells.findIndex(cell => cell.getId() === id);
}
