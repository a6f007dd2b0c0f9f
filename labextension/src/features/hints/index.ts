import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import type { CodeEditor } from '@jupyterlab/codeeditor';
import { EditorExtensionRegistry, IEditorExtensionRegistry } from '@jupyterlab/codemirror';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import type { ISharedCell } from '@jupyter/ydoc';
import type { EditorView } from '@codemirror/view';
import { ICoach } from '../../coach';
import { repair } from '../../repair';
import type { Hint, Repair } from '../../server';
import type { Session } from '../../session';
import { Cards } from './card';
import { addCommands } from './commands';
import { explain } from './explain';
import { closeCard, pinnedCards } from './pinned';
import { underline, type Render } from './underline';

const ID = 'nbcoach:hints';

/** Hints in the cells: underlined as one types, with a card that says why and repairs. */
export const hints: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'Underlines hints in notebook cells and repairs them.',
  autoStart: true,
  requires: [ICoach, INotebookTracker, IEditorExtensionRegistry, IRenderMimeRegistry],
  optional: [ISettingRegistry, ITranslator, ICommandPalette],
  activate
};

function activate(
  app: JupyterFrontEnd,
  coach: ICoach,
  tracker: INotebookTracker,
  editors: IEditorExtensionRegistry,
  rendermime: IRenderMimeRegistry,
  settings: ISettingRegistry | null,
  translator: ITranslator | null,
  palette: ICommandPalette | null
): void {
  const trans = (translator ?? nullTranslator).load('nbcoach');
  const cards = new Cards(coach, trans);
  const shown = shownBySettings(settings, () => {
    tracker.forEach(panel => coach.of(panel.content.model?.sharedModel)?.soon());
  });
  const fix = (session: Session, hint: Hint, chosen: Repair): void => {
    void repair(coach, session, hint, chosen, trans);
  };
  editors.addExtension({
    name: ID,
    factory: ({ model }) => {
      const cell = codeCell(model);
      if (!cell) {
        return null;
      }
      const render: Render = (hint, view) => cards.make(hint, actions(cell, view));
      return EditorExtensionRegistry.createImmutableExtension([
        underline(coach, cell, shown, render),
        pinnedCards(render)
      ]);
    }
  });
  const actions = (cell: ISharedCell, view: EditorView): Parameters<Cards['make']>[1] => ({
    fix: (hint, chosen) => {
      const session = coach.of(cell.notebook);
      closeCard(view);
      view.focus();
      if (session) {
        fix(session, hint, chosen);
      }
    },
    explain: check => void explain(coach, rendermime, trans, check)
  });
  for (const command of addCommands(app, coach, tracker, trans, fix)) {
    palette?.addItem({ command, category: trans.__('Coach') });
  }
}

/** The shared cell that an editor edits, where it is a code cell of a notebook. */
function codeCell(model: CodeEditor.IModel): ISharedCell | null {
  const cell = model.sharedModel as Partial<ISharedCell>;
  return cell.cell_type === 'code' && cell.notebook ? (cell as ISharedCell) : null;
}

const RANK = { error: 2, warning: 1, hint: 0, none: 3 } as const;

/** Which hints are underlined: those at least as severe as the setting says. */
function shownBySettings(settings: ISettingRegistry | null, onChange: () => void): (hint: Hint) => boolean {
  let lowest: keyof typeof RANK = 'warning';
  const read = (loaded: ISettingRegistry.ISettings): void => {
    lowest = loaded.get('underline').composite as keyof typeof RANK;
    onChange();
  };
  void settings?.load(ID).then(loaded => {
    loaded.changed.connect(read);
    read(loaded);
  });
  return hint => RANK[hint.severity] >= RANK[lowest];
}
