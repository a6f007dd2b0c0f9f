import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Notification } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { Coach, ICoach } from './coach';
import { Client } from './server';
import { VERSION } from './version';

const ID = 'nbcoach:coach';

/** Provides the state that the features share. */
export const coach: JupyterFrontEndPlugin<ICoach> = {
  id: ID,
  description: 'Keeps the hints of the open notebooks up to date.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ISettingRegistry, ITranslator],
  provides: ICoach,
  activate
};

function activate(
  app: JupyterFrontEnd,
  tracker: INotebookTracker,
  settings: ISettingRegistry | null,
  translator: ITranslator | null
): ICoach {
  const { serverSettings, contents } = app.serviceManager;
  const made = new Coach(new Client(serverSettings), tracker, contents);
  void settings?.load(ID).then(loaded => {
    const read = (): void => {
      made.delay = loaded.get('delay').composite as number;
    };
    loaded.changed.connect(read);
    read();
  });
  void compareVersions(made, (translator ?? nullTranslator).load('nbcoach'));
  return made;
}

/** Two versions of one contract may misunderstand each other: it is said, and work goes on. */
async function compareVersions(made: Coach, trans: TranslationBundle): Promise<void> {
  const status = await made.status().catch(() => null);
  if (status && status.version !== VERSION) {
    const message = trans.__(
      'The coach is version %1 here and %2 on the server. Restart the server and reload the page.',
      VERSION,
      status.version
    );
    Notification.warning(message, { autoClose: false });
  }
}
