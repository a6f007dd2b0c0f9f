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
import { ignoreHere, ignoreInProject } from '../../ignore';
import { repair } from '../../repair';
import type { Hint, Repair } from '../../server';
import type { Session } from '../../session';
import { Cards, type CardActions } from './card';
import { addCommands } from './commands';
import { explain } from './explain';
import { Look } from './look';
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
  const look = new Look(settings, ID, () => {
    tracker.forEach(panel => coach.of(panel.content.model?.sharedModel)?.soon());
  });
  const fix = (session: Session, hint: Hint, chosen: Repair): void => {
    void repair(coach, session, hint, chosen, trans);
  };
  const explainCheck = (check: string): void => void explain(coach, rendermime, trans, check);
  editors.addExtension({
    name: ID,
    factory: ({ model }) => {
      const cell = codeCell(model);
      if (!cell) {
        return null;
      }
      const render: Render = (hint, view) => cards.make(hint, actions(cell, view));
      return EditorExtensionRegistry.createImmutableExtension([
        underline(coach, cell, look, render),
        pinnedCards(render)
      ]);
    }
  });
  const actions = (cell: ISharedCell, view: EditorView): CardActions => {
    const leaving = (run: (session: Session) => void): void => {
      const session = coach.of(cell.notebook);
      closeCard(view);
      view.focus();
      if (session) {
        run(session);
      }
    };
    return {
      fix: (hint, chosen) => { leaving(session => { fix(session, hint, chosen); }); },
      explain: explainCheck,
      ignoreHere: hint => { leaving(session => void ignoreHere(coach, session, hint, trans)); },
      ignoreInProject: check => { leaving(session => void ignoreInProject(coach, session, check, trans)); }
    };
  };
  for (const command of addCommands(app, coach, tracker, trans, explainCheck)) {
    palette?.addItem({ command, category: trans.__('Coach') });
  }
}

/** The shared cell that an editor edits, where it is a code cell of a notebook. */
function codeCell(model: CodeEditor.IModel): ISharedCell | null {
  const cell = model.sharedModel as Partial<ISharedCell>;
  return cell.cell_type === 'code' && cell.notebook ? (cell as ISharedCell) : null;
}
