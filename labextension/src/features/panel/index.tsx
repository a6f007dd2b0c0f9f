import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Clipboard, ICommandPalette, Notification } from '@jupyterlab/apputils';
import { PathExt } from '@jupyterlab/coreutils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { ICoach } from '../../coach';
import { repair } from '../../repair';
import { reveal } from '../../reveal';
import type { Hint, PanelStep } from '../../server';
import type { PanelActions } from './body';
import { coachIcon } from './icon';
import { PanelState } from './state';
import { CoachPanel } from './widget';

const COMMAND = 'nbcoach:open-coach';
const PANEL = 'nbcoach-panel';
const RANK = 720;

/** The coach in the side bar: the notebook's habits, one next step, and the hints by cell. */
export const panel: JupyterFrontEndPlugin<void> = {
  id: 'nbcoach:panel',
  description: 'Shows the habits of the current notebook, one next step and all hints.',
  autoStart: true,
  requires: [ICoach, INotebookTracker],
  optional: [ITranslator, ICommandPalette, ILayoutRestorer],
  activate
};

function activate(
  app: JupyterFrontEnd,
  coach: ICoach,
  tracker: INotebookTracker,
  translator: ITranslator | null,
  palette: ICommandPalette | null,
  restorer: ILayoutRestorer | null
): void {
  const trans = (translator ?? nullTranslator).load('nbcoach');
  const state = new PanelState(coach, tracker);
  const widget = new CoachPanel(state, actionsOf(app, coach, tracker, state, trans), trans);
  widget.id = PANEL;
  widget.title.icon = coachIcon;
  widget.title.caption = trans.__('Coach');
  app.shell.add(widget, 'right', { rank: RANK, type: 'Coach' });
  restorer?.add(widget, PANEL);
  app.commands.addCommand(COMMAND, {
    label: trans.__('Show Coach'),
    caption: trans.__('Show the habits and hints of the notebook in the side bar'),
    icon: coachIcon,
    execute: () => {
      app.shell.activateById(PANEL);
    },
    describedBy: { args: { type: 'object', properties: {} } }
  });
  palette?.addItem({ command: COMMAND, category: trans.__('Coach') });
}

function actionsOf(
  app: JupyterFrontEnd,
  coach: ICoach,
  tracker: INotebookTracker,
  state: PanelState,
  trans: TranslationBundle
): PanelActions {
  const show = (id: string | null, line: number | null): void => {
    const content = tracker.currentWidget?.content;
    const cell = id === null ? 0 : (content?.widgets.findIndex(each => each.model.id === id) ?? -1);
    if (content) {
      void reveal(content, { cell, line });
    }
  };
  const fix = (hint: Hint, number: number): void => {
    const chosen = hint.fixes[number];
    if (state.session && chosen) {
      void repair(coach, state.session, hint, chosen, trans);
    }
  };
  const run = (command: string, args = {}): void => void app.commands.execute(command, args);
  const ways: Record<PanelStep['how'], (step: PanelStep) => void> = {
    fix: step => { if (step.hint) { fix(step.hint, step.fix); } },
    show: ({ hint }) => { show(hint?.cell_id ?? null, hint?.range?.line ?? null); },
    export: () => { run('nbcoach:export'); },
    command: step => { copy(step.command, trans); }
  };
  return {
    show,
    fix,
    take: step => { ways[step.how](step); },
    later: (habit, later) => void state.later(habit, later),
    fixAllSafe: () => { run('nbcoach:fix-all-safe'); },
    coachFolder: () => { run('nbcoach:coach-folder', { path: PathExt.dirname(state.session?.path ?? '') }); }
  };
}

function copy(command: string, trans: TranslationBundle): void {
  Clipboard.copyToSystem(command);
  Notification.info(trans.__('Copied. Paste it into a terminal.'), { autoClose: 4000 });
}
