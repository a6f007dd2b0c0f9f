import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import { VDomModel } from '@jupyterlab/ui-components';
import type { ICoach } from '../../coach';
import type { HabitsAnswer } from '../../server';
import { ServerError } from '../../server';
import type { Session } from '../../session';
import { Memory, snapshot } from './since';

/** Milliseconds after new hints until the habits are asked for: they wait for a pause in typing. */
const PAUSE = 350;

/** What the panel shows: the notebook in front, its hints and its habits. */
export class PanelState extends VDomModel {
  answer: HabitsAnswer | null = null;
  /** Why the habits could not be asked for; empty when they could. */
  trouble = '';

  private readonly memories = new WeakMap<Session, Memory>();
  private readonly answers = new WeakMap<Session, HabitsAnswer>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking: AbortController | null = null;
  private isVisible = false;
  private isWaiting = false;

  constructor(
    private readonly coach: ICoach,
    private readonly tracker: INotebookTracker
  ) {
    super();
    coach.changed.connect(this.onHints, this);
    tracker.currentChanged.connect(this.onNotebook, this);
    tracker.widgetAdded.connect((_, panel) => { this.watch(panel); });
    tracker.forEach(panel => { this.watch(panel); });
  }

  get session(): Session | undefined {
    return this.coach.current;
  }

  get notebook(): NotebookPanel | null {
    return this.tracker.currentWidget;
  }

  get told(): Memory['told'] {
    return this.session ? (this.memories.get(this.session)?.told ?? null) : null;
  }

  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (isVisible && this.isWaiting) {
      this.soon();
    }
  }

  /** Asks for the habits now; `anew` looks at files and history again. */
  async refresh(anew = false): Promise<void> {
    const { session } = this;
    await this.ask(session, (open, signal) => this.coach.client.habits({ ...about(open), anew }, signal));
  }

  /** Puts the step of a habit off, or takes it up again. */
  async later(habit: string, later: boolean): Promise<void> {
    await this.ask(this.session, open => this.coach.client.later({ ...about(open), habit, later }));
  }

  override dispose(): void {
    clearTimeout(this.timer);
    this.asking?.abort();
    super.dispose();
  }

  private watch({ context }: NotebookPanel): void {
    context.saveState.connect((_, state) => {
      const session = this.coach.of(context.model.sharedModel);
      if (state === 'completed' && session) {
        this.memories.get(session)?.save();
      }
    });
  }

  private onNotebook(): void {
    this.answer = this.session ? (this.answers.get(this.session) ?? null) : null;
    this.trouble = '';
    this.soon();
    this.stateChanged.emit();
  }

  private onHints(_: ICoach, session: Session): void {
    if (session === this.session) {
      this.soon();
      this.stateChanged.emit();
    }
  }

  /** Nothing is asked while nobody looks, but for what a later look compares with. */
  private get isWanted(): boolean {
    const { session } = this;
    return this.isVisible || (session !== undefined && (this.memories.get(session)?.isSaved ?? true));
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.isWaiting = true;
    if (this.isWanted && this.session?.state === 'ready') {
      this.timer = setTimeout(() => void this.refresh(), PAUSE);
    }
  }

  private async ask(
    session: Session | undefined,
    question: (session: Session, signal: AbortSignal) => Promise<HabitsAnswer>
  ): Promise<void> {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (!session || this.isDisposed) {
      return;
    }
    const asking = (this.asking = new AbortController());
    this.isWaiting = false;
    try {
      this.take(session, await question(session, asking.signal));
    } catch (error) {
      if (!asking.signal.aborted) {
        this.trouble = error instanceof ServerError ? error.advice : String(error);
        this.stateChanged.emit();
      }
    }
  }

  private take(session: Session, answer: HabitsAnswer): void {
    this.answers.set(session, answer);
    if (session.isFresh) {
      const memory = this.memories.get(session) ?? new Memory();
      this.memories.set(session, memory);
      memory.take(snapshot(session.hints, answer));
    }
    if (session === this.session) {
      this.answer = answer;
      this.trouble = '';
      this.stateChanged.emit();
    }
  }
}

function about(session: Session): Pick<Parameters<ICoach['client']['habits']>[0], 'notebook' | 'path' | 'held'> {
  const held = session.hints.filter(hint => hint.from_outputs);
  return { notebook: session.live(), path: session.path, held };
}
