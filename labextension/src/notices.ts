import { Dialog, Notification, showDialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ServerError } from './server';

/** JupyterLab cuts a notice off at this length. */
const LONGEST = 140;

/** Says that something could not be done, and what to do about it; long words open in a dialog. */
export function sayError(trans: TranslationBundle, title: string, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  const cure = error instanceof ServerError ? error.cure : '';
  const whole = `${message} ${cure}`.trim();
  if (whole.length <= LONGEST) {
    Notification.error(whole, { autoClose: false });
  } else {
    Notification.error(title, { autoClose: false, actions: [details(title, message, cure, trans)] });
  }
}

/** Says something in passing; what is too long for a notice opens in a dialog. Returns the notice's id. */
export function sayQuietly(trans: TranslationBundle, title: string, more: string, autoClose: number): string {
  const whole = `${title} ${more}`.trim();
  return whole.length <= LONGEST
    ? Notification.info(whole, { autoClose })
    : Notification.info(title, { autoClose, actions: [details(title, more, '', trans)] });
}

function details(title: string, message: string, cure: string, trans: TranslationBundle): Notification.IAction {
  return { label: trans.__('Details'), callback: () => void showWhole(title, message, cure) };
}

async function showWhole(title: string, message: string, cure: string): Promise<void> {
  await showDialog({ title, body: `${message}\n${cure}`.trim(), buttons: [Dialog.okButton()] });
}
