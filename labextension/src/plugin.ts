import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { tellOfPauses, tellOfServer, tellOfStrangers } from './availability';
import { Coach, ICoach, type Wishes } from './coach';
import { Client } from './server';

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
      made.wishes = loaded.composite as unknown as Wishes;
      made.lookAnew();
    };
    loaded.changed.connect(read);
    read();
  });
  const trans = (translator ?? nullTranslator).load('nbcoach');
  tellOfPauses(made, trans);
  tellOfStrangers(made, trans);
  void tellOfServer(made, trans);
  return made;
}
