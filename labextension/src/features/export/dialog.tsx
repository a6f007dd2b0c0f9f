import { Dialog } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { VDomRenderer } from '@jupyterlab/ui-components';
import * as React from 'react';
import { Form } from './form';
import type { ExportJob } from './job';
import { ProgressView } from './progress';
import { ResultView, type Actions } from './result';

const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), summary, pre[tabindex]';

/** Shows an export, from its questions to its end, until it is closed; the export goes on without it. */
export async function showExport(title: string, job: ExportJob, actions: Actions, trans: TranslationBundle): Promise<void> {
  const dialog: ExportDialog = new ExportDialog({
    title,
    body: new ExportView(job, actions, trans, () => { dialog.reject(); }),
    buttons: [],
    hasClose: true,
    focusNodeSelector: '.nbcoach-Export-folder, h3'
  });
  await dialog.launch();
}

/** A dialog whose body has buttons of its own: keys are theirs, but for Escape, and for Tab at the ends. */
class ExportDialog extends Dialog<unknown> {
  override handleEvent(event: Event): void {
    if (!(event instanceof KeyboardEvent) || event.key === 'Escape') {
      super.handleEvent(event);
    } else if (event.key === 'Tab') {
      this.turn(event);
    }
  }

  private turn(event: KeyboardEvent): void {
    const all = [...this.node.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(each => each.offsetParent !== null);
    const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
    if (document.activeElement === from) {
      event.preventDefault();
      to?.focus();
    }
  }
}

class ExportView extends VDomRenderer<ExportJob> {
  private phase: ExportJob['phase'];

  constructor(
    job: ExportJob,
    private readonly actions: Actions,
    private readonly trans: TranslationBundle,
    private readonly close_: () => void
  ) {
    super(job);
    this.phase = job.phase;
    this.addClass('nbcoach-Export');
  }

  protected override render(): React.JSX.Element {
    const { trans, actions, model: job } = this;
    const props = { job, trans, close: this.close_ };
    if (job.phase !== this.phase) {
      this.phase = job.phase;
      requestAnimationFrame(() => { this.node.querySelector<HTMLElement>('.nbcoach-Export-folder, h3')?.focus(); });
    }
    return { asking: <Form {...props} />, running: <ProgressView {...props} />, ended: <ResultView {...props} actions={actions} /> }[job.phase];
  }
}
