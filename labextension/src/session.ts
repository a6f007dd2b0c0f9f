import type { CellChange, ISharedCell, ISharedNotebook, NotebookChange } from '@jupyter/ydoc';
import type { IDisposable } from '@lumino/disposable';
import { Signal, type ISignal } from '@lumino/signaling';
import { Findings } from './findings';
import { live } from './live';
import { ServerError, type Client, type Hint, type LintAnswer, type LiveNotebook } from './server';
import { Typing } from './typing';

/** Milliseconds without typing after which a cell that does not parse is said not to. */
const IDLE = 2500;
/** Milliseconds until a server that did not answer is asked again, the first time and at most. */
const RETRY = { first: 1000, most: 20_000 };

/** `waiting` before the first answer; `offline` while the server cannot be asked. */
export type State = 'waiting' | 'ready' | 'offline';

export interface SessionOptions {
  readonly notebook: ISharedNotebook;
  readonly client: Client;
  /** The notebook's path below the server's root; null where it is no file there. */
  readonly path: () => string | null;
  /** Milliseconds without a change before the server is asked. */
  readonly delay: () => number;
  /** A hint as the user's settings want it; null to leave it out. */
  readonly retold: (hint: Hint) => Hint | null;
}

/** What the coach knows about one open notebook, kept up to date while somebody types. */
export class Session implements IDisposable {
  readonly notebook: ISharedNotebook;
  state: State = 'waiting';
  /** Why the server could not be asked, for a tooltip. */
  trouble = '';
  language = 'python';

  private readonly _changed = new Signal<this, undefined>(this);
  private readonly _findings: Findings;
  private readonly _typing: Typing;
  /** Counts the changes that matter; an answer to an older version is dropped. */
  private _version = 0;
  private _answered = -1;
  private _timer: ReturnType<typeof setTimeout> | undefined;
  private _asking: AbortController | null = null;
  /** True when what surrounds the notebook, or its outputs, may have changed, as at first and after a save. */
  private _anew = true;
  private _retry = RETRY.first;
  private _isDisposed = false;

  constructor(private readonly options: SessionOptions) {
    this.notebook = options.notebook;
    this._findings = new Findings(options.notebook, options.retold);
    this._typing = new Typing(IDLE, cell => { this.onSettled(cell); });
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
    return this._findings.all;
  }

  get path(): string | null {
    return this.options.path();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  hintsOf(cell: string): readonly Hint[] {
    return this._findings.of(cell);
  }

  /** True while a cell does not parse: its hints are the last good ones. */
  isUnparsed(cell: string): boolean {
    return this._findings.isUnparsed(cell);
  }

  /** The editor of a cell was left: what does not parse there is said. */
  settle(cell: string): void {
    this._typing.settle(cell);
  }

  /** All cells count as written, whoever types in them. */
  settleAll(): void {
    this._typing.settleAll();
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
    this.in(this.options.delay());
  }

  private in(milliseconds: number): void {
    clearTimeout(this._timer);
    this._timer = setTimeout(() => void this.refresh(), milliseconds);
  }

  /** Asks now; an older question is aborted. Resolves to whether its answer speaks of the notebook as it stands. */
  async refresh(): Promise<boolean> {
    clearTimeout(this._timer);
    this._asking?.abort();
    if (this._isDisposed) {
      return false;
    }
    const asking = (this._asking = new AbortController());
    const [version, anew] = [this._version, this._anew];
    try {
      const request = { notebook: live(this.notebook, anew), path: this.path, anew };
      const answer = await this.options.client.lint(request, asking.signal);
      if (version === this._version) {
        this.take(answer, anew);
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
    this._typing.dispose();
    this._asking?.abort();
    Signal.clearData(this);
  }

  private take(answer: LintAnswer, anew: boolean): void {
    if (this.state !== 'waiting' && answer.unparsed.some(cell => this._typing.isBusy(cell))) {
      this._findings.hold(answer);
    } else {
      this._findings.take(answer, anew);
      this._anew = false;
    }
    this.language = answer.language;
    this._answered = this._version;
    this._retry = RETRY.first;
    this.become('ready', '');
    answer.errors.forEach(({ check, message }) => {
      console.warn(`nbcoach: ${check}: ${message}`);
    });
  }

  private onSettled(cell: string): void {
    if (this.isUnparsed(cell)) {
      this.soon();
    }
  }

  private fail(error: unknown): void {
    const trouble = error instanceof ServerError ? error.advice : 'The server cannot be reached.';
    if (this.state !== 'offline') {
      console.warn(`nbcoach: ${trouble}`, error);
    }
    this.become('offline', trouble);
    this.in(this._retry);
    this._retry = Math.min(2 * this._retry, RETRY.most);
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
  private onCell(cell: ISharedCell, change: CellChange): void {
    if (change.sourceChange) {
      this._typing.touch(cell.getId());
    }
    if (change.sourceChange ?? change.metadataChange) {
      this.soon();
    }
  }
}
