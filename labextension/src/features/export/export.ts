import { Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
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

/** Shows what an export of the notebook would make, and makes it when the user agrees. Throws what the server refuses. */
export async function exportNotebook(
  commands: CommandRegistry,
  coach: ICoach,
  panel: NotebookPanel,
  trans: TranslationBundle
): Promise<void> {
  const session = await sessionOf(coach, panel);
  if (!session) {
    throw new Error(trans.__('The notebook is still loading.'));
  }
  if (session.path === null) {
    throw new Error(trans.__('Only notebooks among the files of the server can be exported.'));
  }
  const { path } = session;
  const name = PathExt.basename(path);
  const source: Source = {
    path,
    isTrusted: isTrusted(panel),
    isDirty: () => panel.context.model.dirty,
    live: () => session.live(),
    save: () => panel.context.save(),
    beside: folder => PathExt.join(PathExt.dirname(path), folder)
  };
  const job = new ExportJob(coach.client, source, `${PathExt.basename(path, PathExt.extname(path))}-pipeline`);
  await job.open();
  const title = trans.__('Export to pipeline: %1', name);
  const actions = actionsOf(commands, panel, trans);
  const show = (): Promise<void> => showExport(title, job, actions, trans);
  await show();
  if (job.phase === 'running') {
    goOnUnseen(name, job, show, trans);
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

function actionsOf(commands: CommandRegistry, panel: NotebookPanel, trans: TranslationBundle): Actions {
  const say = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => { sayError(trans, trans.__('It could not be opened.'), error); });
  };
  return {
    showFolder: path => {
      if (commands.hasCommand('filebrowser:go-to-path')) {
        say(commands.execute('filebrowser:go-to-path', { path, dontShowBrowser: false }));
      }
    },
    open: path => { say(commands.execute('docmanager:open', { path })); },
    showCell: cell => { say(reveal(panel.content, { cell, line: null })); }
  };
}

/** One notice tells of an export whose dialog was closed, until it has ended; it leads back to the dialog. */
function goOnUnseen(name: string, job: ExportJob, show: () => Promise<void>, trans: TranslationBundle): void {
  const message = (): string => trans.__('%1: %2', name, saying(job.status, job.wishes.run, trans));
  const reopen = (): void => {
    job.stateChanged.disconnect(follow);
    Notification.dismiss(id);
    void show().then(() => {
      if (job.phase === 'running') {
        goOnUnseen(name, job, show, trans);
      }
    });
  };
  const actions = [{ label: trans.__('Show'), callback: reopen }];
  const id = Notification.emit(message(), 'in-progress', { autoClose: false, actions });
  let told = message();
  const follow = (): void => {
    if (job.phase === 'ended') {
      job.stateChanged.disconnect(follow);
      Notification.update({ id, autoClose: false, actions, ...ending(name, job, trans) });
    } else if (told !== message()) {
      told = message();
      Notification.update({ id, message: told, type: 'in-progress', autoClose: false, actions });
    }
  };
  job.stateChanged.connect(follow);
  follow();
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
