import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';
import { ICoach } from '../../coach';
import { HintCount } from './count';

/** The count of hints in the status bar, where the application has one. */
export const status: JupyterFrontEndPlugin<void> = {
  id: 'nbcoach:status',
  description: 'Shows the number of hints of the current notebook in the status bar.',
  autoStart: true,
  requires: [ICoach, INotebookTracker],
  optional: [IStatusBar, ITranslator],
  activate
};

function activate(
  app: JupyterFrontEnd,
  coach: ICoach,
  tracker: INotebookTracker,
  statusBar: IStatusBar | null,
  translator: ITranslator | null
): void {
  if (!statusBar) {
    return;
  }
  const trans = (translator ?? nullTranslator).load('nbcoach');
  const item = new HintCount(trans, () => void app.commands.execute('nbcoach:open-coach'));
  const isActive = (): boolean => {
    const front = app.shell.currentWidget;
    return front !== null && front === tracker.currentWidget;
  };
  const activeStateChanged = new Signal<object, undefined>({});
  const tell = (): void => {
    item.tell(coach.current);
    activeStateChanged.emit(undefined);
  };
  tracker.currentChanged.connect(tell);
  coach.changed.connect(tell);
  app.shell.currentChanged?.connect(tell);
  statusBar.registerStatusItem('nbcoach:hint-count', {
    item,
    align: 'right',
    rank: 100,
    isActive,
    activeStateChanged
  });
  tell();
}
