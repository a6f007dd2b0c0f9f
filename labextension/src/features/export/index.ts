import { ILabShell, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { ICoach } from '../../coach';
import { sayError } from '../../notices';
import { Exporter } from './export';
import { pipelineIcon } from './icon';
import { addExportOfSelected } from './selected';

const COMMAND = 'nbcoach:export';

/** The toolbar button that turns a notebook into a pipeline; the settings schema puts it there. */
export const exporting: JupyterFrontEndPlugin<void> = {
  id: 'nbcoach:export',
  description: 'Exports the open notebook as a pipeline.',
  autoStart: true,
  requires: [ICoach, INotebookTracker],
  optional: [ITranslator, ICommandPalette, IFileBrowserFactory, ILabShell],
  activate
};

function activate(
  app: JupyterFrontEnd,
  coach: ICoach,
  tracker: INotebookTracker,
  translator: ITranslator | null,
  palette: ICommandPalette | null,
  browsers: IFileBrowserFactory | null,
  labShell: ILabShell | null
): void {
  const trans = (translator ?? nullTranslator).load('nbcoach');
  const exporter = new Exporter(app.commands, coach, labShell !== null, trans);
  const exportPanel = (panel: NotebookPanel): Promise<void> =>
    exporter.show(panel).catch((error: unknown) => {
      sayError(trans, trans.__('The notebook could not be exported.'), error);
    });
  tracker.widgetAdded.connect((_, panel) => {
    exporter.rejoin(panel).catch((error: unknown) => { console.warn('nbcoach: no running export could be looked for', error); });
  });
  app.commands.addCommand(COMMAND, {
    label: trans.__('Export to pipeline'),
    caption: trans.__('Export this notebook as a pipeline that runs with parameters'),
    icon: pipelineIcon,
    isEnabled: () => tracker.currentWidget !== null,
    execute: async () => {
      const panel = tracker.currentWidget;
      if (panel) {
        await exportPanel(panel);
      }
    },
    describedBy: { args: { type: 'object', properties: {} } }
  });
  if (browsers) {
    addExportOfSelected(app.commands, browsers, trans, exportPanel);
  }
  palette?.addItem({ command: COMMAND, category: trans.__('Coach') });
}
