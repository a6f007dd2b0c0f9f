import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import type { ICoach } from '../../coach';
import { ServerError, type ExportAnswer, type ExportPlanAnswer, type ExportRequest } from '../../server';
import type { Session } from '../../session';
import { ExportForm } from './form';

/** The status of an answer that says that the folder is taken. */
const TAKEN = 409;
const NOTICE_TIME = 8000;
/** Milliseconds that a notebook is given to load, and between two looks whether it has. */
const LOADING = 10_000;
const TICK = 100;

/** Asks for a folder, exports the notebook there, and opens the result. Throws what the server refuses. */
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
  const path = session.path;
  const proposed = `${PathExt.basename(path, PathExt.extname(path))}-pipeline`;
  const beside = (folder: string): string => PathExt.join(PathExt.dirname(path), folder);
  const plan = await coach.client.exportPlan({ notebook: session.live(), path, to: beside(proposed) });
  const folder = await askFolder(panel, proposed, plan, trans);
  if (folder === null) {
    return;
  }
  if (panel.context.model.dirty) {
    await panel.context.save();
  }
  const exported = await write(coach, { path, to: beside(folder) }, trans);
  if (exported) {
    await show(commands, exported, trans);
  }
}

/** The session of a notebook, which may have been opened just now. */
async function sessionOf(coach: ICoach, panel: NotebookPanel): Promise<Session | undefined> {
  const find = (): Session | undefined => coach.of(panel.content.model?.sharedModel);
  for (let waited = 0; waited < LOADING && !find() && !panel.isDisposed; waited += TICK) {
    await new Promise(resolve => setTimeout(resolve, TICK));
  }
  return find();
}

async function askFolder(
  panel: NotebookPanel,
  proposed: string,
  plan: ExportPlanAnswer,
  trans: TranslationBundle
): Promise<string | null> {
  const answer = await showDialog({
    title: trans.__('Export to pipeline'),
    body: new ExportForm(proposed, plan, panel.context.model.dirty, trans),
    buttons: [Dialog.cancelButton(), Dialog.okButton({ label: trans.__('Export') })],
    focusNodeSelector: '.nbcoach-Export input'
  });
  return answer.button.accept && answer.value ? answer.value : null;
}

/** Writes the pipeline; where the folder is taken, only after the user agreed. Null when the user did not. */
async function write(coach: ICoach, request: ExportRequest, trans: TranslationBundle): Promise<ExportAnswer | null> {
  try {
    return await coach.client.export(request);
  } catch (error) {
    if (!(error instanceof ServerError) || error.status !== TAKEN) {
      throw error;
    }
    return (await mayReplace(error, trans)) ? coach.client.export({ ...request, force: true }) : null;
  }
}

async function mayReplace(error: ServerError, trans: TranslationBundle): Promise<boolean> {
  const answer = await showDialog({
    title: trans.__('Replace the pipeline?'),
    body: error.message,
    buttons: [Dialog.cancelButton(), Dialog.warnButton({ label: trans.__('Replace') })]
  });
  return answer.button.accept;
}

/** Opens the folder in the file browser, where there is one, and the pipeline beside the notebook. */
async function show(commands: CommandRegistry, exported: ExportAnswer, trans: TranslationBundle): Promise<void> {
  const open = (path: string): Promise<unknown> => commands.execute('docmanager:open', { path });
  const actions = exported.steps.slice(0, 1).map(step => ({
    label: trans.__('Open the step'),
    callback: () => void open(step)
  }));
  Notification.success(trans.__('The pipeline is in %1.', exported.folder), { autoClose: NOTICE_TIME, actions });
  exported.warnings.forEach(warning => { Notification.warning(warning, { autoClose: false }); });
  if (commands.hasCommand('filebrowser:go-to-path')) {
    await commands.execute('filebrowser:go-to-path', { path: exported.folder, dontShowBrowser: false });
  }
  await open(exported.pipeline);
}
