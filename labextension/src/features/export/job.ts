import { VDomModel } from '@jupyterlab/ui-components';
import {
  ServerError,
  type Client,
  type ExportIntent,
  type ExportPlanAnswer,
  type ExportPlanRequest,
  type ExportRequest,
  type ExportStatus,
  type LiveNotebook,
  type PlannedParameter
} from '../../server';

/** Milliseconds between two looks at how far an export is. */
const BEAT = 500;
/** Milliseconds after the last key until a folder or a name is looked at. */
const PAUSE = 300;
/** Looks in a row to which the server may not answer. */
const PATIENCE = 20;

export type How = NonNullable<ExportRequest['how']>;
export type Run = NonNullable<ExportRequest['run']>;

/** What the user wants. `parameters` is null for those that the plan takes by itself, `run` until it is decided. */
export interface Wishes {
  readonly folder: string;
  readonly how: How;
  readonly run: Run | null;
  readonly parameters: readonly string[] | null;
  readonly values: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, string>>;
  /** Other names of parameters; this and all else goes by the names that the notebook has. */
  readonly names: Readonly<Record<string, string>>;
  readonly engine: string;
  readonly over: 'merge' | 'replace';
}

/** The notebook that is exported, as the export needs it. */
export interface Source {
  /** Its path below the server's root. */
  readonly path: string;
  readonly isTrusted: boolean;
  readonly isDirty: () => boolean;
  readonly live: () => LiveNotebook;
  readonly save: () => Promise<void>;
  /** The path of a folder beside it. */
  readonly beside: (folder: string) => string;
  /** The other way round: how a folder is called as seen from it. */
  readonly seen: (path: string) => string;
}

/** One export, from the first question to its end; it goes on while nobody looks at it. */
export class ExportJob extends VDomModel {
  phase: 'asking' | 'running' | 'ended' = 'asking';
  wishes: Wishes;
  plan: ExportPlanAnswer | null = null;
  intent: ExportIntent | null = null;
  status: ExportStatus | null = null;
  isStopping = false;
  /** Why there is no plan for what is wished. */
  trouble = '';

  private asking = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: Client,
    readonly source: Source,
    folder: string
  ) {
    super();
    this.wishes = {
      folder,
      how: 'auto',
      run: source.isTrusted ? 'prove' : null,
      parameters: null,
      values: {},
      types: {},
      names: {},
      engine: 'papermill',
      over: 'merge'
    };
  }

  /** Finds the first plan; throws what the server refuses. */
  async open(): Promise<void> {
    this.plan = await this.client.exportPlan(this.request(), this.asking.signal);
    this.askIntent();
  }

  /** Takes up the export of this notebook that was begun last and goes on, or ended unseen; false where there is none. */
  async rejoin(): Promise<boolean> {
    const { exports } = await this.client.exportList({ path: this.source.path });
    const found = exports[0];
    if (!found) {
      return false;
    }
    const status = await this.client.exportStatus({ id: found.status.id });
    this.wishes = wishesOf(found.request, this.source.seen(found.request.to));
    this.become({ status, phase: phaseOf(status) });
    void this.follow(status);
    return true;
  }

  private askIntent(): void {
    void this.client
      .exportIntent({ notebook: this.source.live(), path: this.source.path })
      .then(intent => {
        this.intent = intent;
        this.change(intent.may_run ? {} : { run: 'nothing' });
      })
      .catch((error: unknown) => { this.become({ trouble: words(error) }); });
  }

  /** Takes a wish, and plans anew where the plan depends on it. */
  wish(wish: Partial<Wishes>): void {
    this.change(wish);
    if (wish.folder !== undefined || wish.names) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.replan(), PAUSE);
    } else if (wish.how ?? wish.run ?? wish.parameters ?? wish.types) {
      void this.replan();
    }
  }

  /** Whether a parameter is ticked; the plan follows a moment later. */
  isTaken({ name, taken }: PlannedParameter): boolean {
    return this.wishes.parameters?.includes(name) ?? taken;
  }

  /** Ticks a parameter, or unticks it. */
  take(name: string, taken: boolean): void {
    const now = this.plan?.parameters.filter(each => this.isTaken(each)).map(each => each.name) ?? [];
    this.wish({ parameters: taken ? [...now, name] : now.filter(each => each !== name) });
  }

  get canStart(): boolean {
    const { plan, wishes } = this;
    if (plan?.parameters.some(each => each.misnamed)) {
      return false;
    }
    return this.phase === 'asking' && !this.trouble && !!plan && plan.stands !== 'other' && !!wishes.run && !!wishes.folder;
  }

  /** Begins, and follows to the end. */
  async start(): Promise<void> {
    this.become({ phase: 'running', status: null, isStopping: false });
    try {
      if (this.source.isDirty()) {
        await this.source.save();
      }
      await this.follow(await this.client.export(this.order()));
    } catch (error) {
      this.become({ phase: 'ended', status: failed(error) });
    }
  }

  async stop(): Promise<void> {
    if (this.status && !this.isStopping) {
      this.become({ isStopping: true });
      await this.client.exportCancel({ id: this.status.id }).catch(() => undefined);
    }
  }

  /** Goes back to what was wished. */
  again(): void {
    this.become({ phase: 'asking', status: null });
    if (!this.intent) {
      this.askIntent();
    }
    void this.replan();
  }

  private async follow(begun: ExportStatus): Promise<void> {
    try {
      await this.followToTheEnd(begun);
    } catch (error) {
      this.become({ phase: 'ended', status: failed(error) });
    }
  }

  private async followToTheEnd(begun: ExportStatus): Promise<void> {
    let missed = 0;
    for (let status = begun; ; ) {
      this.become({ status, phase: phaseOf(status) });
      if (status.state !== 'running') {
        return;
      }
      await new Promise(resolve => setTimeout(resolve, BEAT));
      try {
        status = await this.client.exportStatus({ id: status.id });
        missed = 0;
      } catch (error) {
        if (error instanceof ServerError || ++missed > PATIENCE) {
          throw error;
        }
      }
    }
  }

  private async replan(): Promise<void> {
    this.asking.abort();
    const asking = (this.asking = new AbortController());
    try {
      const plan = await this.client.exportPlan(this.request(), asking.signal);
      if (!asking.signal.aborted) {
        this.become({ plan, trouble: '' });
      }
    } catch (error) {
      if (!asking.signal.aborted) {
        this.become({ trouble: words(error) });
      }
    }
  }

  private request(): ExportPlanRequest {
    const { folder, how, run, parameters, types, names } = this.wishes;
    return {
      notebook: this.source.live(),
      path: this.source.path,
      to: this.source.beside(folder),
      how,
      run: run ?? 'prove',
      parameters: parameters && [...parameters],
      types: this.kept(types),
      names: this.kept(names)
    };
  }

  private order(): ExportRequest {
    const { folder, how, run, parameters, values, types, names, engine, over } = this.wishes;
    return {
      path: this.source.path,
      to: this.source.beside(folder),
      run: run ?? 'nothing',
      how,
      parameters: parameters && [...parameters],
      values: this.kept(values),
      types: this.kept(types),
      names: this.kept(names),
      engine,
      over: this.plan?.stands === 'pipeline' ? over : 'refuse'
    };
  }

  /** The wishes for parameters that are ticked. */
  private kept(wishes: Readonly<Record<string, string>>): Record<string, string> {
    const taken = new Set(this.plan?.parameters.filter(each => this.isTaken(each)).map(each => each.name));
    return Object.fromEntries(Object.entries(wishes).filter(([name]) => taken.has(name)));
  }

  private change(wish: Partial<Wishes>): void {
    this.become({ wishes: { ...this.wishes, ...wish } });
  }

  private become(changes: Partial<Pick<ExportJob, 'phase' | 'wishes' | 'plan' | 'status' | 'isStopping' | 'trouble'>>): void {
    Object.assign(this, changes);
    this.stateChanged.emit();
  }
}

function phaseOf({ state }: ExportStatus): 'running' | 'ended' {
  return state === 'running' ? 'running' : 'ended';
}

/** What was wished when an export was begun. */
function wishesOf({ how, run, parameters, values, types, names, engine, over }: ExportRequest, folder: string): Wishes {
  return {
    folder,
    how: how ?? 'auto',
    run: run ?? 'nothing',
    parameters: parameters ?? null,
    values: values ?? {},
    types: types ?? {},
    names: names ?? {},
    engine: engine ?? 'papermill',
    over: over === 'replace' ? 'replace' : 'merge'
  };
}

function words(error: unknown): string {
  return error instanceof ServerError ? error.advice : String(error);
}

function failed(error: unknown): ExportStatus {
  const known = error instanceof ServerError;
  const told = known ? { message: error.message, cure: error.cure, kind: error.kind } : { message: String(error), cure: '' };
  return { id: '', state: 'failed', result: null, error: told };
}
