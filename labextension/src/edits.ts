import { YBaseCell, YCodeCell, YNotebook, type ISharedCell, type ISharedNotebook } from '@jupyter/ydoc';
import { holds, put, type Metadata } from './metadata';
import type { ClearOutputs, EditsAnswer, InsertCell, Range, RemoveCell, ReplaceText, SetMetadata } from './server';

export type Change = EditsAnswer['edits'][number];

/** A text that an edit expects no longer stands where it points: nothing was changed. */
export class StaleEditError extends Error {}

/** What was changed: the cells that now differ, and a way back where Ctrl+Z in a cell is none. */
export interface Applied {
  readonly cells: readonly string[];
  /** Takes the change back; false when other changes came after it. Null where Ctrl+Z in the cell does it. */
  readonly undo: (() => boolean) | null;
}

/**
 * Applies edits that belong together in one undo step, or none of them; `asOne` asks for a way back by a button even
 * where Ctrl+Z in a cell would do. Throws `StaleEditError`.
 */
export function apply(notebook: ISharedNotebook, changes: readonly Change[], asOne = false): Applied {
  const cells = cellsById(notebook);
  changes.forEach(change => { check(change, notebook, cells); });
  const only = asOne ? null : onlyCell(changes);
  const cell = only === null ? undefined : cells.get(only);
  return cell ? inOneCell(cell, changes as ReplaceText[]) : inNotebook(notebook, changes);
}

/** The source of a cell after edits of its text; null where they no longer fit. */
export function sourceAfter(source: string, changes: readonly ReplaceText[]): string | null {
  const places = changes.map(change => ({ place: offsets(source, change.range), change }));
  let after = source;
  for (const { place, change } of places.sort((one, other) => (other.place?.[0] ?? 0) - (one.place?.[0] ?? 0))) {
    if (!place || source.slice(...place) !== change.old) {
      return null;
    }
    after = after.slice(0, place[0]) + change.new + after.slice(place[1]);
  }
  return after;
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

function check(change: Change, notebook: ISharedNotebook, cells: Cells): void {
  if (!stands(change, notebook, cells)) {
    throw new StaleEditError('The code has changed since this fix was offered.');
  }
}

function stands(change: Change, notebook: ISharedNotebook, cells: Cells): boolean {
  switch (change.kind) {
    case 'insert':
      return change.anchor_id === null || cells.has(change.anchor_id);
    case 'metadata':
      return holds(bearer(change, notebook, cells), change);
    case 'clear':
      return cells.get(change.cell_id)?.cell_type === 'code';
    case 'remove':
      return cells.get(change.cell_id)?.getSource() === change.old;
    case 'text': {
      const source = cells.get(change.cell_id)?.getSource() ?? '';
      const place = cells.has(change.cell_id) ? offsets(source, change.range) : null;
      return place !== null && source.slice(...place) === change.old;
    }
  }
}

/** What carries the metadata that a change speaks of. */
function bearer(change: SetMetadata, notebook: ISharedNotebook, cells: Cells): Metadata | undefined {
  return change.cell_id === null ? notebook : cells.get(change.cell_id);
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
  // The notebook's own metadata is in nobody's history.
  const own = changes.filter((each): each is SetMetadata => each.kind === 'metadata' && each.cell_id === null);
  return { cells: touched, undo: own.length === changes.length ? () => own.every(each => putBack(notebook, each)) : undo };
}

function putBack(notebook: ISharedNotebook, change: SetMetadata): boolean {
  const back = { ...change, old: change.new, new: change.old };
  const stillStands = holds(notebook, back);
  if (stillStands) {
    put(notebook, back);
  }
  return stillStands;
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
  const cleared = changes.filter((each): each is ClearOutputs => each.kind === 'clear').map(each => each.cell_id);
  cleared.forEach(id => { clear(cells.get(id)); });
  const settings = changes.filter((each): each is SetMetadata => each.kind === 'metadata');
  settings.forEach(each => { put(bearer(each, notebook, cells), each); });
  const described = settings.flatMap(each => each.cell_id ?? []);
  return [...inserted, ...edited.map(([id]) => id), ...cleared, ...described];
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

/** Empties the outputs; the execution count stays, as the cell did run. */
function clear(cell: ISharedCell | undefined): void {
  if (cell instanceof YCodeCell) {
    cell.setOutputs([]);
  }
}

function indexOf(notebook: ISharedNotebook, id: string): number {
  return notebook.cells.findIndex(cell => cell.getId() === id);
}
