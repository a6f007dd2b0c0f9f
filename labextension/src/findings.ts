import type { ISharedNotebook } from '@jupyter/ydoc';
import type { Hint, LintAnswer } from './server';

/** The check that speaks of cells that do not parse; it waits until nobody types there. */
export const UNPARSABLE = 'unparsable-cell';

/** The hints of one notebook, carried from answer to answer. */
export class Findings {
  private _hints: readonly Hint[] = [];
  private _byCell = new Map<string, readonly Hint[]>();
  private _unparsed = new Set<string>();
  /** What the last save showed, each with the source of its cell then. */
  private _ofOutputs: readonly { readonly hint: Hint; readonly source: string | null }[] = [];

  /** @param retold A hint as the user's settings want it; null to leave it out. */
  constructor(
    private readonly notebook: ISharedNotebook,
    private readonly retold: (hint: Hint) => Hint | null
  ) {}

  /** All hints in the order of the notebook. */
  get all(): readonly Hint[] {
    return this._hints;
  }

  of(cell: string): readonly Hint[] {
    return this._byCell.get(cell) ?? [];
  }

  isUnparsed(cell: string): boolean {
    return this._unparsed.has(cell);
  }

  /** Takes an answer; `saved` when it speaks of outputs too. Until the next save those hints hold where the code stays. */
  take(answer: LintAnswer, saved: boolean): void {
    const hints = answer.hints.flatMap(hint => this.retold(hint) ?? []);
    const sources = this.sources();
    if (saved) {
      this._ofOutputs = hints
        .filter(hint => hint.from_outputs)
        .map(hint => ({ hint, source: sources.get(hint.cell_id ?? '') ?? null }));
    }
    const ofOutputs = this._ofOutputs
      .filter(({ hint, source }) => hint.cell_id === null || sources.get(hint.cell_id) === source)
      .map(({ hint }) => hint);
    this._unparsed = new Set(answer.unparsed);
    this.keep([...this.withLastGood(hints.filter(hint => !hint.from_outputs)), ...ofOutputs]);
  }

  /** Leaves the hints as they are while a cell that does not parse is being typed in; it hides from checks what it holds. */
  hold(answer: LintAnswer): void {
    this._unparsed = new Set(answer.unparsed);
    const sources = this.sources();
    const isThere = (hint: Hint): boolean => hint.cell_id === null || sources.has(hint.cell_id);
    this.keep(this._hints.filter(hint => isThere(hint) && !(hint.check === UNPARSABLE && this.isUnparsed(hint.cell_id ?? ''))));
  }

  /** A cell that does not parse keeps its last good hints, and is said not to parse. */
  private withLastGood(hints: readonly Hint[]): Hint[] {
    const held = [...this._unparsed].filter(cell => this._byCell.has(cell));
    return [
      ...hints.filter(hint => !held.includes(hint.cell_id ?? '') || hint.check === UNPARSABLE),
      ...held.flatMap(cell => this.of(cell).filter(hint => hint.check !== UNPARSABLE && !hint.from_outputs))
    ];
  }

  private keep(hints: readonly Hint[]): void {
    this._hints = this.inOrder(hints);
    this._byCell = new Map();
    for (const hint of this._hints) {
      if (hint.cell_id !== null) {
        this._byCell.set(hint.cell_id, [...this.of(hint.cell_id), hint]);
      }
    }
  }

  private sources(): Map<string, string> {
    return new Map(this.notebook.cells.map(cell => [cell.getId(), cell.getSource()]));
  }

  private inOrder(hints: readonly Hint[]): readonly Hint[] {
    const order = new Map(this.notebook.cells.map((cell, index) => [cell.getId(), index]));
    const place = (hint: Hint): [number, number, number] => [
      hint.cell_id === null ? -1 : (order.get(hint.cell_id) ?? -1),
      hint.range?.line ?? 0,
      hint.range?.column ?? 0
    ];
    return [...hints].sort((one, other) => {
      const [a, b] = [place(one), place(other)];
      return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
    });
  }
}
