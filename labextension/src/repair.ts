import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ICoach } from './coach';
import { apply, StaleEditError, type Applied, type Change } from './edits';
import { sayError } from './notices';
import { agreed, preview } from './preview';
import type { Hint, LiveNotebook, Repair } from './server';
import type { Session } from './session';

/** Milliseconds for which a notice with an Undo button stays. */
const UNDO_TIME = 10_000;
/** How often the hints are made anew before a fix of older ones is given up. */
const ATTEMPTS = 3;

/**
 * Carries out one fix of a hint, after a look at what it changes if it is not safe. Returns what changed, or null when
 * nothing was: because the user did not want it, or for a reason that is said.
 */
export async function repair(
  coach: ICoach,
  session: Session,
  hint: Hint,
  fix: Repair,
  trans: TranslationBundle
): Promise<Applied | null> {
  try {
    const current = await upToDate(session, hint, fix, trans);
    const changes = current.edits ?? (await resolve(coach, session, current));
    if (changes.length === 0) {
      Notification.info(trans.__('There is nothing left to do for this hint.'), { autoClose: 3000 });
      return null;
    }
    const before = touched(changes, session.live());
    if (coach.previews(fix) && !(await agreed(fix.title, preview(session.notebook, changes, trans), trans))) {
      return null;
    }
    // What is only put in expects no text at its place, so that it would fit any other code as well.
    if (before !== touched(changes, session.live())) {
      throw new StaleEditError('The code changed while the fix was looked at.');
    }
    return applyWithNotice(session, changes, fix.title, trans);
  } catch (error) {
    complain(session, error, trans);
    return null;
  }
}

/** Makes all the safe repairs of a notebook in one step, with an Undo button, and says what they were. */
export async function repairAllSafe(coach: ICoach, session: Session, trans: TranslationBundle): Promise<Applied | null> {
  try {
    const notebook = session.live();
    const { edits, fixed } = await coach.client.fixSafe({ notebook, path: session.path });
    if (code(notebook) !== code(session.live())) {
      throw new StaleEditError('The code changed while the fixes were made.');
    }
    if (edits.length === 0) {
      Notification.info(trans.__('There is nothing that can be fixed without a look.'), { autoClose: 4000 });
      return null;
    }
    const count = Object.values(fixed).reduce((sum, each) => sum + each, 0);
    const title = trans._n('%1 hint fixed (%2)', '%1 hints fixed (%2)', count, Object.keys(fixed).sort().join(', '));
    return applyWithNotice(session, edits, title, trans, true);
  } catch (error) {
    complain(session, error, trans);
    return null;
  }
}

/** Applies edits and, where Ctrl+Z in a cell would not take them back, says so with an Undo button. */
export function applyWithNotice(
  session: Session,
  changes: readonly Change[],
  title: string,
  trans: TranslationBundle,
  asOne = false
): Applied {
  const applied = apply(session.notebook, changes, asOne);
  if (applied.undo) {
    offerUndo(title, applied.undo, trans);
  }
  return applied;
}

/** Says why edits were not made; where the code has moved on, the hints are made anew. */
export function complain(session: Session, error: unknown, trans: TranslationBundle): void {
  if (error instanceof UnfinishedError) {
    Notification.info(error.message, { autoClose: 5000 });
  } else if (error instanceof StaleEditError) {
    session.soon();
    Notification.warning(trans.__('The code changed meanwhile, so nothing was edited. The hints are up to date again.'), {
      autoClose: 5000
    });
  } else {
    sayError(trans, trans.__('The fix could not be made.'), error);
  }
}

/** The hint speaks of code that is being written. */
class UnfinishedError extends Error {}

/** The same fix as the server offers it for the notebook as it stands now. */
async function upToDate(session: Session, hint: Hint, fix: Repair, trans: TranslationBundle): Promise<Repair> {
  session.settleAll();
  if (hint.cell_id !== null && session.isUnparsed(hint.cell_id) && fix.edits) {
    throw new UnfinishedError(trans.__('This cell is no valid Python just now. Finish the line, then fix.'));
  }
  if (session.isFresh) {
    return fix;
  }
  // Not only code makes hints stale: a kernel that starts writes into the metadata.
  let answered = false;
  for (let attempt = 0; attempt < ATTEMPTS && !answered; attempt++) {
    answered = await session.refresh();
  }
  const now = session.hints.find(
    each => each.check === hint.check && each.cell_id === hint.cell_id && each.message === hint.message
  );
  const same = now?.fixes.find(each => each.title === fix.title);
  if (!answered || !same) {
    throw new StaleEditError('The code has changed since this fix was offered.');
  }
  return same;
}

async function resolve(coach: ICoach, session: Session, fix: Repair): Promise<readonly Change[]> {
  if (!fix.offer) {
    return [];
  }
  const notebook = session.live();
  const answer = await coach.client.resolve({ notebook, offer: fix.offer, path: session.path });
  if (code(notebook) !== code(session.live())) {
    throw new StaleEditError('The code changed while the fix was made.');
  }
  return answer.edits;
}

/** What the cells hold that edits change, to be compared. */
function touched(changes: readonly Change[], notebook: LiveNotebook): string {
  const ids = new Set(changes.map(each => (each.kind === 'insert' ? null : each.cell_id)));
  return code({ ...notebook, cells: notebook.cells.filter(cell => ids.has(cell.id)) });
}

/** What the cells hold, to be compared. */
function code(notebook: LiveNotebook): string {
  return JSON.stringify(notebook.cells.map(cell => [cell.id, cell.cell_type, cell.source]));
}

function offerUndo(title: string, undo: () => boolean, trans: TranslationBundle): void {
  const callback = (): void => {
    if (!undo()) {
      Notification.info(trans.__('Other changes came after it: use Edit, Undo Cell Operation.'), { autoClose: 5000 });
    }
  };
  Notification.success(trans.__('Done: %1', title), {
    autoClose: UNDO_TIME,
    actions: [{ label: trans.__('Undo'), callback }]
  });
}
