import type { ISharedNotebook } from '@jupyter/ydoc';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { Contents } from '@jupyterlab/services';
import { Token } from '@lumino/coreutils';
import { Signal, type ISignal } from '@lumino/signaling';
import type { CheckSummary, Client, Hint, Repair, StatusAnswer } from './server';
import { Session } from './session';

/** The state that the features share: what is known about each open notebook. */
export interface ICoach {
  readonly client: Client;
  /** What the server is and knows; asked once, and again after a failure. */
  status(): Promise<StatusAnswer>;
  /** What the server says about a check, if it has been heard yet. */
  summary(check: string): CheckSummary | undefined;
  /** The session of an open notebook, once it is loaded. */
  of(notebook: ISharedNotebook | null | undefined): Session | undefined;
  /** The session of the notebook that is in front. */
  readonly current: Session | undefined;
  /** Whether a fix is shown before it is made, by the user's settings. */
  previews(fix: Repair): boolean;
  /** Looks at all open notebooks, and at what surrounds them, anew. */
  lookAnew(): void;
  /** Emitted with a session whose hints or state changed. */
  readonly changed: ISignal<ICoach, Session>;
}

export const ICoach = new Token<ICoach>('nbcoach:ICoach', 'What nbcoach knows about the open notebooks.');

/** How the user wants the coach to be; see the settings schema. */
export interface Wishes {
  /** Milliseconds without a change before the server is asked. */
  readonly delay: number;
  readonly preview: 'unsafe' | 'always' | 'never';
  /** Severity by check or area, instead of the server's. */
  readonly severity: Readonly<Record<string, Hint['severity'] | 'off'>>;
}

export class Coach implements ICoach {
  wishes: Wishes = { delay: 120, preview: 'unsafe', severity: {} };

  private readonly _sessions = new Map<ISharedNotebook, Session>();
  private readonly _changed = new Signal<ICoach, Session>(this);
  private readonly _checks = new Map<string, CheckSummary>();
  private _status: Promise<StatusAnswer> | null = null;

  constructor(
    readonly client: Client,
    private readonly tracker: INotebookTracker,
    private readonly contents: Contents.IManager
  ) {
    tracker.forEach(panel => void this.open(panel));
    tracker.widgetAdded.connect((_, panel) => void this.open(panel));
  }

  get changed(): ISignal<ICoach, Session> {
    return this._changed;
  }

  /** Those of all open notebooks. */
  get sessions(): Session[] {
    return [...this._sessions.values()];
  }

  get current(): Session | undefined {
    return this.of(this.tracker.currentWidget?.content.model?.sharedModel);
  }

  of(notebook: ISharedNotebook | null | undefined): Session | undefined {
    return notebook ? this._sessions.get(notebook) : undefined;
  }

  summary(check: string): CheckSummary | undefined {
    return this._checks.get(check);
  }

  status(): Promise<StatusAnswer> {
    this._status ??= this.askStatus();
    return this._status;
  }

  previews(fix: Repair): boolean {
    return this.wishes.preview === 'always' || (this.wishes.preview === 'unsafe' && !fix.safe);
  }

  lookAnew(): void {
    this._sessions.forEach(session => { session.soon(true); });
  }

  private async askStatus(): Promise<StatusAnswer> {
    try {
      const status = await this.client.status();
      status.checks.forEach(check => this._checks.set(check.name, check));
      return status;
    } catch (error) {
      this._status = null;
      throw error;
    }
  }

  /** Two views of one notebook share its session, which lives as long as the document. */
  private async open(panel: NotebookPanel): Promise<void> {
    const context = panel.context;
    await context.ready;
    const notebook = context.model.sharedModel;
    if (context.isDisposed || this._sessions.has(notebook)) {
      return;
    }
    const path = (): string | null => this.localPath(context.path);
    const session = new Session({ notebook, client: this.client, path, delay: () => this.wishes.delay, retold: hint => this.retold(hint) });
    this._sessions.set(notebook, session);
    session.changed.connect(() => {
      this.hearOfChecks(session);
      this._changed.emit(session);
    });
    context.pathChanged.connect(() => {
      session.soon(true);
    });
    context.saveState.connect((_, state) => {
      if (state === 'completed') {
        session.soon(true);
      }
    });
    context.model.stateChanged.connect((_, change) => {
      // Where a server saves what several people edit, nothing else tells of it.
      if (change.name === 'dirty' && change.newValue === false) {
        session.soon(true);
      }
    });
    context.disposed.connect(() => {
      this._sessions.delete(notebook);
      session.dispose();
    });
  }

  /** Where the server could not be asked at first, what its checks say is still unknown. */
  private hearOfChecks(session: Session): void {
    if (session.state === 'ready') {
      this.status().catch(() => undefined);
    }
  }

  /** The severity that the user gave to the check or, failing that, to its area. */
  private retold(hint: Hint): Hint | null {
    const wish = this.wishes.severity[hint.check] ?? this.wishes.severity[hint.area];
    return wish === undefined ? hint : wish === 'off' ? null : { ...hint, severity: wish };
  }

  /** A drive of another extension holds no files of the server; the one of shared documents does. */
  private localPath(path: string): string | null {
    return ['', 'RTC'].includes(this.contents.driveName(path)) ? this.contents.localPath(path) : null;
  }
}
