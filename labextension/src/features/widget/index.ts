import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { ICoach } from '../../coach';
import { ServerError } from '../../server';
import { carryOut } from './carry_out';
import { DONE, INTENT, read, type Done, type Intent, type Result } from './intent';

/** Carries out what a widget in an output asks for: it alone knows what ran, this alone can edit the notebook. */
export const widget: JupyterFrontEndPlugin<void> = {
  id: 'nbcoach:widget',
  description: 'Makes the changes that the coach widget asks for.',
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
      void answer(event.composedPath()[0] ?? document, intent, obey(coach, panel, intent, trans));
    }
  });
}

/** The notebook in whose output the event arose; its path leads out of shadow trees too. */
function panelAround(event: Event, tracker: INotebookTracker): NotebookPanel | undefined {
  const path = event.composedPath();
  return tracker.find(panel => path.includes(panel.node));
}

async function obey(coach: ICoach, panel: NotebookPanel, intent: Intent, trans: TranslationBundle): Promise<Result> {
  const session = coach.of(panel.content.model?.sharedModel);
  if (!session) {
    throw new Error(trans.__('The notebook is still loading.'));
  }
  const result = await carryOut(intent, session, coach.client, trans);
  await bringIntoView(panel, result.cell_id);
  return result;
}

async function bringIntoView({ content }: NotebookPanel, id: string | null): Promise<void> {
  if (id === null) {
    return;
  }
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
  work: Promise<Result>
): Promise<void> {
  const done = await work.then(
    result => ({ ok: true, ...result }),
    (error: unknown) => ({ ok: false, message: words(error), cell_id: null })
  );
  const detail: Done = { version: 1, intent: intent.intent, key: intent.key, ...done };
  element.dispatchEvent(new CustomEvent(DONE, { detail }));
}

function words(error: unknown): string {
  return error instanceof ServerError ? error.advice : error instanceof Error ? error.message : String(error);
}
