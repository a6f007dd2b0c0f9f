import type { CellChange, ISharedCell, ISharedNotebook, NotebookChange } from '@jupyter/ydoc';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import { live } from './live';
import { ServerError, type Client, type Hint, type LintAnswer, type LiveNotebook } from './server';

/** `waiting` before the first answer; `offline` while the server cannot be asked. */
export type State = 'waiting' | 'ready' | 'offline';

export interface SessionOptions {
  readonly notebook: ISharedNotebook;
  readonly client: Client;
  /** The notebook's path below the server's root; null where it is no file there. */
  readonly path: () => string | null;
  /** Milliseconds without a change before the server is asked. */
  readonly delay: () => number;
}

/** What the coach knows about one open notebook, kept up to date while somebody types. */
export class Session implements IDisposable {
  readonly notebook: ISharedNotebook;
  state: State = 'waiting';
  /** Why the server could not be asked, for a tooltip. */
  trouble = '';
  language = 'python';

  private readonly _changed = new Signal<this, undefined>(this);
  private _hints: readonly Hint[] = [];
  private _byCell = new Map<string, readonly Hint[]>();
  private _unparsed = new Set<string>();
  /** Counts the changes that matter; an answer to an older version is dropped. */
  private _version = 0;
  private _answered = -1;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _asking: AbortController | null = null;
  /** True when what surrounds the notebook may have changed. */
  private _anew = false;
  private _isDisposed = false;

  constructor(private readonly options: SessionOptions) {
    this.notebook = options.notebook;
    this.notebook.changed.connect(this.onNotebook, this);
    this.watchCells();
    this.soon();
  }

  /** Emitted when hints or state changed. */
  get changed(): ISignal<this, undefined> {
    return this._changed;
  }

  /** All hints in the order of the notebook. */
  get hints(): readonly Hint[] {
    return this._hints;
  }

  get path(): string | null {
    return this.options.path();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  hintsOf(cell: string): readonly Hint[] {
    return this._byCell.get(cell) ?? [];
  }

  /** True while a cell does not parse: its hints are the last good ones. */
  isUnparsed(cell: string): boolean {
    return this._unparsed.has(cell);
  }

  live(): LiveNotebook {
    return live(this.notebook);
  }

  /** True when the hints speak of the notebook as it stands. */
  get isFresh(): boolean {
    return this._answered === this._version;
  }

  /** Asks once nothing has changed for a moment. */
  soon(anew = false): void {
    this._anew ||= anew;
    this._version++;
    clearTimeout(this._timer);
    this._timer = setTimeout(() => void this.refresh(), this.options.delay());
  }

  /** Asks now; an older question is aborted. Resolves to whether its answer speaks of the notebook as it stands. */
  async refresh(): Promise<boolean> {
    clearTimeout(this._timer);
    this._asking?.abort();
    if (this._isDisposed) {
      return false;
    }
    const asking = (this._asking = new AbortController());
    const version = this._version;
    try {
      const request = { notebook: this.live(), path: this.path, anew: this._anew };
      const answer = await this.options.client.lint(request, asking.signal);
      if (version === this._version) {
        this.take(answer);
      }
    } catch (error) {
      if (!asking.signal.aborted) {
        this.fail(error);
      }
    }
    return this.isFresh;
  }

  dispose(): void {
    this._isDisposed = true;
    clearTimeout(this._timer);
    this._asking?.abort();
    Signal.clearData(this);
  }

  private take(answer: LintAnswer): void {
    this._unparsed = new Set(answer.unparsed);
    this.keep(this.withHeld(answer.hints));
    this.language = answer.language;
    this._answered = this._version;
    this._anew = false;
    this.become('ready', '');
    answer.errors.forEach(({ check, message }) => {
      console.warn(`nbcoach: ${check}: ${message}`);
    });
  }

  /** While a cell does not parse, its last good hints stay. */
  private withHeld(hints: readonly Hint[]): Hint[] {
    const held = [...this._unparsed].filter(cell => this._byCell.has(cell));
    return [
      ...hints.filter(hint => hint.cell_id === null || !held.includes(hint.cell_id)),
      ...held.flatMap(cell => this.hintsOf(cell))
    ];
  }

  private keep(hints: readonly Hint[]): void {
    this._hints = this.inOrder(hints);
    this._byCell = new Map();
    for (const hint of this._hints) {
      if (hint.cell_id !== null) {
        this._byCell.set(hint.cell_id, [...this.hintsOf(hint.cell_id), hint]);
      }
    }
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

  private fail(error: unknown): void {
    const trouble = error instanceof ServerError ? error.advice : 'The server cannot be reached.';
    if (this.state !== 'offline') {
      console.warn(`nbcoach: ${trouble}`, error);
    }
    this.become('offline', trouble);
  }

  private become(state: State, trouble: string): void {
    this.state = state;
    this.trouble = trouble;
    this._changed.emit(undefined);
  }

  private watchCells(): void {
    for (const cell of this.notebook.cells) {
      (cell.changed as ISignal<ISharedCell, CellChange>).connect(this.onCell, this);
    }
  }

  private onNotebook(_: ISharedNotebook, change: NotebookChange): void {
    if (change.cellsChange) {
      this.watchCells();
    }
    if (change.cellsChange ?? change.metadataChange) {
      this.soon();
    }
  }

  /** Outputs and counts change while code runs, and say nothing about the code. */
  private onCell(_: ISharedCell, change: CellChange): void {
    if (change.sourceChange ?? change.metadataChange) {
      this.soon();
    }
  }
}
