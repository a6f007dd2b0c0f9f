import type { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';
import { pipelineIcon } from './icon';

const COMMAND = 'nbcoach:export-selected';

/** Adds the command of the file browser's menu: opens the selected notebook and exports it as the toolbar does. */
export function addExportOfSelected(
  commands: CommandRegistry,
  browsers: IFileBrowserFactory,
  trans: TranslationBundle,
  exportPanel: (panel: NotebookPanel) => Promise<void>
): void {
  const selected = (): string | null => selectedNotebook(browsers);
  commands.addCommand(COMMAND, {
    label: trans.__('Export to Pipeline'),
    caption: trans.__('Export this notebook as a pipeline that runs with parameters'),
    icon: pipelineIcon,
    isEnabled: () => selected() !== null,
    execute: async args => {
      const path = typeof args.path === 'string' ? args.path : selected();
      const opened: unknown = path === null ? null : await commands.execute('docmanager:open', { path });
      if (opened instanceof NotebookPanel) {
        await opened.context.ready;
        await exportPanel(opened);
      }
    },
    describedBy: { args: { type: 'object', properties: { path: { type: 'string' } } } }
  });
}

/** The notebook that is selected in the file browser; null where none is, or more. */
function selectedNotebook(browsers: IFileBrowserFactory): string | null {
  const items = [...(browsers.tracker.currentWidget?.selectedItems() ?? [])];
  const [first] = items;
  return items.length === 1 && first?.type === 'notebook' ? first.path : null;
}
