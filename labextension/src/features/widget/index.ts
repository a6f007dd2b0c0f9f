import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { ICoach } from '../../coach';
import { applyWithNotice } from '../../repair';
import { ServerError } from '../../server';
import { DONE, INTENT, read, type Done, type Intent } from './intent';

/** Carries out what a widget in an output asks for: it alone knows what ran, this alone can edit the notebook. */
export const widget: JupyterFrontEndPlugin<void> = {
  id: 'nbcoach:widget',
  description: 'Inserts tracking when the coach widget asks for it.',
  autoStart: true,
  requires: [ICoach, INotebookTracker],
  optional: [ITranslator],
  activate
};

function activate(_: JupyterFrontEnd, coach: ICoach, tracker: INotebookTracker, translator: ITranslator | null): void {
  const trans = (translator ?? nullTranslator).load('nbcoach');
  document.addEventListener(INTENT, event => {
    const intent = read(event);
    const panel = intent && panelAround(event, tracker);
    if (intent && panel) {
      event.preventDefault();
      void answer(event.composedPath()[0] ?? document, intent, insertTracking(coach, panel, intent, trans));
    }
  });
}

/** The notebook in whose output the event arose; its path leads out of shadow trees too. */
function panelAround(event: Event, tracker: INotebookTracker): NotebookPanel | undefined {
  const path = event.composedPath();
  return tracker.find(panel => path.includes(panel.node));
}

async function insertTracking(
  coach: ICoach,
  panel: NotebookPanel,
  intent: Intent,
  trans: TranslationBundle
): Promise<Pick<Done, 'message' | 'cell_id'>> {
  const session = coach.of(panel.content.model?.sharedModel);
  if (!session) {
    throw new Error(trans.__('The notebook is still loading.'));
  }
  const { edits, note } = await coach.client.track({ notebook: session.live(), path: session.path, style: intent.style });
  if (edits.length === 0) {
    return { message: note || trans.__('There is nothing to insert.'), cell_id: null };
  }
  const { cells } = applyWithNotice(session, edits, trans.__('Insert MLflow tracking'), trans);
  const cell = cells[0] ?? null;
  await bringIntoView(panel, cell);
  return { message: trans.__('MLflow tracking was inserted. Run the cell, then train again.'), cell_id: cell };
}

async function bringIntoView({ content }: NotebookPanel, id: string | null): Promise<void> {
  const index = content.widgets.findIndex(cell => cell.model.id === id);
  const cell = content.widgets[index];
  if (cell) {
    content.activeCellIndex = index;
    await content.scrollToCell(cell);
  }
}

/** Tells the widget how it went. */
async function answer(
  element: EventTarget,
  intent: Intent,
  work: Promise<Pick<Done, 'message' | 'cell_id'>>
): Promise<void> {
  const done = await work.then(
    result => ({ ok: true, ...result }),
    (error: unknown) => ({ ok: false, message: words(error), cell_id: null })
  );
  const detail: Done = { version: 1, intent: intent.intent, ...done };
  element.dispatchEvent(new CustomEvent(DONE, { detail }));
}

function words(error: unknown): string {
  return error instanceof ServerError ? error.advice : error instanceof Error ? error.message : String(error);
}
