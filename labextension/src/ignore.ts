import { InputDialog, Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ICoach } from './coach';
import { StaleEditError } from './edits';
import { sayError } from './notices';
import { agreed } from './preview';
import { applyWithNotice, complain } from './repair';
import type { Hint, LiveNotebook } from './server';
import type { Session } from './session';

/** Asks for a reason and has the check pass over the hint's place: by a comment, a tag, or the notebook's metadata. */
export async function ignoreHere(coach: ICoach, session: Session, hint: Hint, trans: TranslationBundle): Promise<void> {
  const reason = await askReason(hint, trans);
  if (reason === null) {
    return;
  }
  try {
    const notebook = session.live();
    const { check, cell_id, range } = hint;
    const place = { cell_id, line: range?.line ?? null, end_line: range?.end_line ?? null };
    const { edits, note } = await coach.client.ignore({ notebook, check, reason, ...place });
    if (cell(notebook, cell_id) !== cell(session.live(), cell_id)) {
      throw new StaleEditError('The code changed meanwhile.');
    }
    applyWithNotice(session, edits, trans.__('%1 is ignored here', check), trans);
    if (note) {
      Notification.info(note, { autoClose: 6000 });
    }
  } catch (error) {
    complain(session, error, trans);
  }
}

async function askReason(hint: Hint, trans: TranslationBundle): Promise<string | null> {
  const answer = await InputDialog.getText({
    title: trans.__('Ignore %1 here', hint.check),
    label: trans.__('Why is it right as it is? The reason is kept for those who read the code after you.'),
    placeholder: trans.__('for example: the demonstration needs to differ each time'),
    okLabel: trans.__('Ignore'),
    cancelLabel: trans.__('Cancel'),
    required: true
  });
  const reason = (answer.value ?? '').trim();
  if (answer.button.accept && !reason) {
    Notification.info(trans.__('Without a reason nothing is ignored: who reads it later would wonder.'), { autoClose: 5000 });
  }
  return answer.button.accept && reason ? reason : null;
}

function cell(notebook: LiveNotebook, id: string | null): string {
  return JSON.stringify(notebook.cells.find(each => each.id === id)?.source ?? null);
}

/** Switches a check off in the settings of the project, after a look at what is written there. */
export async function ignoreInProject(
  coach: ICoach,
  session: Session,
  check: string,
  trans: TranslationBundle
): Promise<void> {
  try {
    if (session.path === null) {
      throw new Error(trans.__('This notebook is no file of the server, so it is in no project.'));
    }
    const wish = { path: session.path, check };
    const { file, before, after, digest } = await coach.client.ignoreInProject(wish);
    if (before === after) {
      Notification.info(trans.__('%1 ignores %2 already.', file, check), { autoClose: 5000 });
      coach.lookAnew();
      return;
    }
    const title = trans.__('Ignore %1 in this project', check);
    const texts = [{ title: before === null ? trans.__('%1 (new)', file) : file, before, after }];
    if (await agreed(title, texts, trans, trans.__('Write'))) {
      await coach.client.ignoreInProject({ ...wish, expected: digest });
      coach.lookAnew();
      Notification.success(trans.__('%1 is ignored in this project: see %2.', check, file), { autoClose: 6000 });
    }
  } catch (error) {
    sayError(trans, trans.__('The settings of the project could not be changed.'), error);
  }
}
