import { ILabShell, ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget, Notification, WidgetTracker } from '@jupyterlab/apputils';
import { PageConfig, PathExt, URLExt } from '@jupyterlab/coreutils';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { ICoach } from '../../coach';
import { sayError } from '../../notices';
import { reportIcon } from './icon';
import { openFinding, openNotebook } from './open';
import { Survey } from './survey';
import { ReportView } from './widget';

const COMMAND = 'nbcoach:coach-folder';

/** A folder's notebooks in one report; the settings schema puts the command into the menu of the file browser. */
export const report: JupyterFrontEndPlugin<void> = {
  id: 'nbcoach:report',
  description: 'Coaches all notebooks of a folder in a report.',
  autoStart: true,
  requires: [ICoach],
  optional: [IFileBrowserFactory, ITranslator, ICommandPalette, ILayoutRestorer, INotebookTracker, ILabShell],
  activate
};

function activate(
  app: JupyterFrontEnd,
  coach: ICoach,
  browsers: IFileBrowserFactory | null,
  translator: ITranslator | null,
  palette: ICommandPalette | null,
  restorer: ILayoutRestorer | null,
  notebooks: INotebookTracker | null,
  labShell: ILabShell | null
): void {
  const trans = (translator ?? nullTranslator).load('nbcoach');
  const tracker = new WidgetTracker<MainAreaWidget<ReportView>>({ namespace: 'nbcoach-report' });
  const selected = (): string | null => selectedFolder(browsers);
  app.commands.addCommand(COMMAND, {
    label: () => (selected() === null ? trans.__('Coach the Current Folder') : trans.__('Coach This Folder')),
    caption: trans.__('Look at all notebooks of a folder, and report what was found'),
    icon: reportIcon,
    execute: args => {
      const path = typeof args.path === 'string' ? args.path : (selected() ?? currentFolder(app, labShell ? browsers : null, notebooks));
      if (!labShell) {
        leadToLab(path, trans);
        return null;
      }
      const known = tracker.find(widget => widget.content.path === path);
      const widget = known ?? opened(app, coach, path, trans);
      if (!known) {
        app.shell.add(widget, 'main', { type: 'Coach report' });
        void tracker.add(widget);
      }
      app.shell.activateById(widget.id);
      return widget;
    },
    describedBy: { args: { type: 'object', properties: { path: { type: 'string' } } } }
  });
  palette?.addItem({ command: COMMAND, category: trans.__('Coach') });
  void restorer?.restore(tracker, {
    command: COMMAND,
    args: ({ content }) => ({ path: content.path }),
    name: ({ content }) => content.path
  });
}

/** Notebook 7 has no room for a report: its pages hold one document each. */
function leadToLab(path: string, trans: TranslationBundle): void {
  const place = path === '' ? 'lab' : URLExt.join('lab', 'tree', URLExt.encodeParts(path));
  const address = URLExt.join(PageConfig.getBaseUrl(), place);
  Notification.info(trans.__('The report of a folder is a tab of JupyterLab: choose “Coach the Current Folder” there.'), {
    autoClose: false,
    actions: [{ label: trans.__('Open JupyterLab'), callback: () => { window.open(address, '_blank', 'noopener'); } }]
  });
}

function opened(app: JupyterFrontEnd, coach: ICoach, path: string, trans: TranslationBundle): MainAreaWidget<ReportView> {
  const say = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => { sayError(trans, trans.__('The notebook could not be opened.'), error); });
  };
  const survey = new Survey(coach.client, path);
  const content = new ReportView(
    survey,
    {
      openNotebook: file => { say(openNotebook(app.commands, file)); },
      openFinding: found => { say(openFinding(app.commands, found)); }
    },
    trans
  );
  const widget = new MainAreaWidget({ content });
  widget.toolbar.hide();
  widget.title.label = trans.__('Coach: %1', PathExt.basename(path) || trans.__('all files'));
  widget.title.icon = reportIcon;
  widget.title.caption = trans.__('Coach report: %1', path || trans.__('all files'));
  void survey.run();
  return widget;
}

/** The folder that is selected in the file browser; null where none is, or more. */
function selectedFolder(browsers: IFileBrowserFactory | null): string | null {
  const items = [...(browsers?.tracker.currentWidget?.selectedItems() ?? [])];
  const [first] = items;
  return items.length === 1 && first?.type === 'directory' ? first.path : null;
}

/** The folder that the file browser shows, or that of the notebook where there is no browser. */
function currentFolder(app: JupyterFrontEnd, browsers: IFileBrowserFactory | null, notebooks: INotebookTracker | null): string {
  const beside = PathExt.dirname(notebooks?.currentWidget?.context.path ?? '');
  return app.serviceManager.contents.localPath(browsers?.tracker.currentWidget?.model.path ?? beside);
}
