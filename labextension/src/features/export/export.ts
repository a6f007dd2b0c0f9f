import { Notification } from '@jupyterlab/apputils';
import { PageConfig, PathExt, URLExt } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { ICoach } from '../../coach';
import { sayError } from '../../notices';
import { reveal } from '../../reveal';
import type { Session } from '../../session';
import { showExport } from './dialog';
import { ExportJob, type Source } from './job';
import { saying } from './progress';
import type { Actions } from './result';

/** Milliseconds that a notebook may take to load, and between two looks at it. */
const PATIENCE = 20_000;
const BEAT = 100;

/** The exports that are begun from this page, and those that it finds when it is loaded. */
export class Exporter {
  /** Shows what goes on unseen, by the path of the notebook. */
  private readonly unseen = new Map<string, () => void>();
  /** The notebooks whose dialog is open, or about to be. */
  private readonly shown = new Set<string>();

  /** @param hasBrowser False where there is no file browser beside the notebook, as in Notebook 7. */
  constructor(
    private readonly commands: CommandRegistry,
    private readonly coach: ICoach,
    private readonly hasBrowser: boolean,
    private readonly trans: TranslationBundle
  ) {}

  /** Shows the export of a notebook that goes on, else what one would make. Throws what the server refuses. */
  async show(panel: NotebookPanel): Promise<void> {
    const { trans } = this;
    const session = await sessionOf(this.coach, panel);
    if (!session) {
      throw new Error(trans.__('The notebook is still loading.'));
    }
    if (session.path === null) {
      throw new Error(trans.__('Only notebooks among the files of the server can be exported.'));
    }
    const { path } = session;
    const reopen = this.unseen.get(path);
    if (reopen) {
      reopen();
      return;
    }
    this.shown.add(path);
    try {
      const job = this.jobOf(panel, session, path);
      if (!(await job.rejoin().catch(() => false))) {
        await job.open();
      }
      await this.open(panel, job);
    } finally {
      this.shown.delete(path);
    }
  }

  /** Tells of an export of a notebook that was begun before this page was loaded, and goes on. */
  async rejoin(panel: NotebookPanel): Promise<void> {
    const session = await sessionOf(this.coach, panel);
    const path = session?.path ?? null;
    if (!session || path === null) {
      return;
    }
    const job = this.jobOf(panel, session, path);
    if ((await job.rejoin().catch(() => false)) && !this.unseen.has(path) && !this.shown.has(path)) {
      this.goOnUnseen(panel, job);
    }
  }

  private jobOf(panel: NotebookPanel, session: Session, path: string): ExportJob {
    const folder = PathExt.dirname(path);
    const source: Source = {
      path,
      isTrusted: isTrusted(panel),
      isDirty: () => panel.context.model.dirty,
      live: () => session.live(),
      save: () => panel.context.save(),
      beside: name => PathExt.join(folder, name),
      seen: target => PathExt.relative(folder, target)
    };
    return new ExportJob(this.coach.client, source, `${PathExt.basename(path, PathExt.extname(path))}-pipeline`);
  }

  private async open(panel: NotebookPanel, job: ExportJob): Promise<void> {
    const { trans } = this;
    const title = trans.__('Export to pipeline: %1', PathExt.basename(job.source.path));
    await showExport(title, job, this.actions(panel), trans);
    if (job.phase === 'running') {
      this.goOnUnseen(panel, job);
    }
  }

  private actions(panel: NotebookPanel): Actions {
    const { commands, trans } = this;
    const say = (work: Promise<unknown>): void => {
      work.catch((error: unknown) => { sayError(trans, trans.__('It could not be opened.'), error); });
    };
    return {
      showFolder: path => {
        if (this.hasBrowser) {
          say(commands.execute('filebrowser:go-to-path', { path, dontShowBrowser: false }));
        } else {
          window.open(URLExt.join(PageConfig.getBaseUrl(), 'tree', URLExt.encodeParts(path)), '_blank', 'noopener');
        }
      },
      open: path => { say(commands.execute('docmanager:open', { path })); },
      showCell: cell => { say(reveal(panel.content, { cell, line: null })); }
    };
  }

  /** One notice tells of an export whose dialog is not open, until it has ended; it leads to the dialog. */
  private goOnUnseen(panel: NotebookPanel, job: ExportJob): void {
    const { trans } = this;
    const { path } = job.source;
    const name = PathExt.basename(path);
    const message = (): string => trans.__('%1: %2', name, saying(job.status, job.wishes.run, trans));
    const reopen = (): void => {
      job.stateChanged.disconnect(follow);
      this.unseen.delete(path);
      Notification.dismiss(id);
      void this.open(panel, job);
    };
    const actions = [{ label: trans.__('Show'), callback: reopen }];
    const id = Notification.emit(message(), 'in-progress', { autoClose: false, actions });
    let told = message();
    const follow = (): void => {
      if (job.phase === 'ended') {
        job.stateChanged.disconnect(follow);
        this.unseen.delete(path);
        Notification.update({ id, autoClose: false, actions, ...ending(name, job, trans) });
      } else if (told !== message()) {
        told = message();
        Notification.update({ id, message: told, type: 'in-progress', autoClose: false, actions });
      }
    };
    this.unseen.set(path, reopen);
    job.stateChanged.connect(follow);
    follow();
  }
}

/** The session of a notebook, which comes a moment after it was opened. */
async function sessionOf(coach: ICoach, panel: NotebookPanel): Promise<Session | undefined> {
  await panel.context.ready;
  for (const until = Date.now() + PATIENCE; ; ) {
    const session = coach.of(panel.content.model?.sharedModel);
    if (session ?? Date.now() > until) {
      return session;
    }
    await new Promise(resolve => setTimeout(resolve, BEAT));
  }
}

/** True where every code cell was run or written by the user, as JupyterLab keeps book of it. */
function isTrusted(panel: NotebookPanel): boolean {
  return panel.content.widgets.every(({ model }) => model.type !== 'code' || model.trusted);
}

function ending(name: string, { status }: ExportJob, trans: TranslationBundle): { message: string; type: Notification.TypeOptions } {
  const result = status?.state === 'done' ? status.result : null;
  if (result) {
    const message = trans.__('The pipeline of %1 is in %2: %3.', name, result.folder, result.verdict);
    return { message, type: result.is_set_aside ? 'warning' : 'success' };
  }
  return status?.state === 'stopped'
    ? { message: trans.__('The export of %1 was stopped.', name), type: 'info' }
    : { message: trans.__('%1 was not exported: %2', name, status?.error?.message ?? ''), type: 'error' };
}
