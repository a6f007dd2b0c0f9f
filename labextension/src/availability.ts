import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Coach } from './coach';
import { sayQuietly } from './notices';
import type { Session } from './session';
import { VERSION } from './version';

/** Milliseconds after which a pause is said: a server that restarts at once is no news. */
const PATIENCE = 2000;

/** Says once that hints pause while the server is away, and takes it back when they return. */
export function tellOfPauses(coach: Coach, trans: TranslationBundle): void {
  let notice = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isAway = (): Session | undefined => coach.sessions.find(session => session.state === 'offline');
  const say = (): void => {
    const session = isAway();
    if (session && !notice) {
      notice = sayQuietly(trans, trans.__('Hints pause, and come back by themselves.'), session.trouble, 10_000);
    }
  };
  coach.changed.connect(() => {
    if (isAway()) {
      timer ??= setTimeout(say, PATIENCE);
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    if (notice) {
      Notification.dismiss(notice);
      notice = '';
    }
  });
}

/** Says what this server cannot do: two versions of one contract may misunderstand each other; some keep no files. */
export async function tellOfServer(coach: Coach, trans: TranslationBundle): Promise<void> {
  const status = await coach.status().catch(() => null);
  if (status && status.version !== VERSION) {
    const message = trans.__(
      'The coach is version %1 here and %2 on the server. Restart the server and reload the page.',
      VERSION,
      status.version
    );
    Notification.warning(message, { autoClose: false });
  }
}

/** Says once that nothing is known about what surrounds a notebook which is no file of the server. */
export function tellOfStrangers(coach: Coach, trans: TranslationBundle): void {
  const watch = (_: unknown, session: Session): void => {
    if (session.state === 'ready') {
      void coach.status().then(status => {
        if (session.path === null || !status.has_files) {
          say();
        }
      }, () => undefined);
    }
  };
  const say = (): void => {
    if (coach.changed.disconnect(watch)) {
      const message = trans.__('This notebook is no file of the server: the coach looks at its code alone, not at its project.');
      Notification.info(message, { autoClose: 8000 });
    }
  };
  coach.changed.connect(watch);
}
