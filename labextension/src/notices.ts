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
    return;
  }
  const details = { label: trans.__('Details'), callback: () => void showWhole(title, message, cure) };
  Notification.error(title, { autoClose: false, actions: [details] });
}

async function showWhole(title: string, message: string, cure: string): Promise<void> {
  await showDialog({ title, body: `${message}\n${cure}`.trim(), buttons: [Dialog.okButton()] });
}
