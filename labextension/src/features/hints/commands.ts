import { Notification } from '@jupyterlab/apputils';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { INotebookTracker, Notebook } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ICoach } from '../../coach';
import { ignoreHere, ignoreInProject } from '../../ignore';
import { repair, repairAllSafe } from '../../repair';
import type { Hint } from '../../server';
import type { Session } from '../../session';
import { activeView, hintsAtCursor, pinHints, walk } from './walk';

export const CommandIDs = {
  next: 'nbcoach:next-hint',
  previous: 'nbcoach:previous-hint',
  show: 'nbcoach:show-hint',
  fix: 'nbcoach:fix-hint',
  fixAllSafe: 'nbcoach:fix-all-safe',
  explain: 'nbcoach:explain-hint',
  ignore: 'nbcoach:ignore-hint',
  ignoreInProject: 'nbcoach:ignore-hint-in-project'
} as const;

/** Adds what a keyboard can do with hints; returns the ids for the palette. */
export function addCommands(
  app: JupyterFrontEnd,
  coach: ICoach,
  tracker: INotebookTracker,
  trans: TranslationBundle,
  explain: (check: string) => void
): readonly string[] {
  const add = (id: string, label: string, run: (session: Session, notebook: Notebook) => Promise<void> | void): void => {
    app.commands.addCommand(id, {
      label,
      isEnabled: () => coach.current !== undefined,
      execute: async () => {
        const notebook = tracker.currentWidget?.content;
        if (coach.current && notebook) {
          await run(coach.current, notebook);
        }
      },
      describedBy: { args: { type: 'object', properties: {} } }
    });
  };
  const step = (direction: 1 | -1) => async (session: Session, notebook: Notebook): Promise<void> => {
    if (!(await walk(session, notebook, direction))) {
      nothing(trans.__('No hints in this notebook.'));
    }
  };
  add(CommandIDs.next, trans.__('Next Hint'), step(1));
  add(CommandIDs.previous, trans.__('Previous Hint'), step(-1));
  add(CommandIDs.show, trans.__('Show Hint at Cursor'), (session, notebook) => {
    pinAtCursor(session, notebook, trans);
  });
  add(CommandIDs.fix, trans.__('Fix Hint at Cursor'), (session, notebook) => {
    const [first, ...others] = hintsAtCursor(session, notebook);
    const [only, ...more] = first?.hint.fixes ?? [];
    if (first && only && others.length === 0 && more.length === 0) {
      void repair(coach, session, first.hint, only, trans);
    } else {
      pinAtCursor(session, notebook, trans);
    }
  });
  add(CommandIDs.fixAllSafe, trans.__('Fix All That Is Safe'), async session => {
    await repairAllSafe(coach, session, trans);
  });
  const atCursor = (run: (session: Session, hint: Hint) => Promise<void> | void) =>
    async (session: Session, notebook: Notebook): Promise<void> => {
      const [first] = hintsAtCursor(session, notebook);
      if (first) {
        await run(session, first.hint);
      } else {
        nothing(trans.__('No hint at the cursor.'));
      }
    };
  add(CommandIDs.explain, trans.__('Explain Hint at Cursor'), atCursor((_, hint) => { explain(hint.check); }));
  add(CommandIDs.ignore, trans.__('Ignore Hint at Cursor, with a Reason …'), atCursor((session, hint) =>
    ignoreHere(coach, session, hint, trans)));
  add(CommandIDs.ignoreInProject, trans.__('Ignore Check at Cursor in This Project …'), atCursor((session, hint) =>
    ignoreInProject(coach, session, hint.check, trans)));
  return Object.values(CommandIDs);
}

function pinAtCursor(session: Session, notebook: Notebook, trans: TranslationBundle): void {
  const view = activeView(notebook);
  const hints = hintsAtCursor(session, notebook);
  if (view && hints.length > 0) {
    pinHints(view, hints, true);
  } else {
    nothing(trans.__('No hint at the cursor.'));
  }
}

function nothing(message: string): void {
  Notification.info(message, { autoClose: 2000 });
}
