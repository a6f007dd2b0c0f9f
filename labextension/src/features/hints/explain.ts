import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { ICoach } from '../../coach';
import { sayError } from '../../notices';
import type { ExplainAnswer } from '../../server';

/** Shows the whole explanation of a check in a dialog. */
export async function explain(
  coach: ICoach,
  rendermime: IRenderMimeRegistry,
  trans: TranslationBundle,
  check: string
): Promise<void> {
  try {
    const answer = await coach.client.explain({ check });
    const body = rendermime.createRenderer('text/markdown');
    body.addClass('nbcoach-Explanation');
    await body.renderModel(rendermime.createModel({ data: { 'text/markdown': page(answer, trans) } }));
    await showDialog({ title: answer.summary, body, buttons: [Dialog.okButton({ label: trans.__('Close') })] });
  } catch (error) {
    sayError(trans, trans.__('The explanation could not be fetched.'), error);
  }
}

function page(answer: ExplainAnswer, trans: TranslationBundle): string {
  const sources = answer.sources.map(address => `- <${address}>`).join('\n');
  const about = `<small>${answer.name} · ${answer.area}</small>`;
  return [answer.text, sources && `## ${trans.__('Sources')}\n\n${sources}`, about].filter(Boolean).join('\n\n');
}
