import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import type { Hint } from '../../server';
import type { Session } from '../../session';

/** The number of hints of the notebook in front; a click opens the panel. */
export class HintCount extends Widget {
  constructor(
    private readonly trans: TranslationBundle,
    onClick: () => void
  ) {
    super({ node: document.createElement('button') });
    this.addClass('nbcoach-HintCount');
    this.addClass('jp-mod-highlighted');
    this.node.addEventListener('click', onClick);
  }

  tell(session: Session | undefined): void {
    const [text, title] = session ? this.words(session) : ['', ''];
    this.node.textContent = text;
    this.node.title = title;
    this.node.dataset.state = session?.state ?? 'waiting';
  }

  private words(session: Session): [string, string] {
    if (session.state === 'waiting') {
      return [this.trans.__('Coach …'), this.trans.__('The coach reads the notebook.')];
    }
    if (session.state === 'offline') {
      return [this.trans.__('Coach paused'), session.trouble];
    }
    if (session.language !== 'python') {
      return [this.trans.__('Coach: Python only'), this.trans.__('This notebook is written in %1.', session.language)];
    }
    const { hints } = session;
    return hints.length === 0
      ? [this.trans.__('No hints'), this.trans.__('The coach found nothing to improve.')]
      : [this.trans._n('%1 hint', '%1 hints', hints.length), byCheck(hints)];
  }
}

/** One line per check, the most frequent first. */
function byCheck(hints: readonly Hint[]): string {
  const counts = new Map<string, number>();
  hints.forEach(({ check }) => counts.set(check, (counts.get(check) ?? 0) + 1));
  return [...counts]
    .sort((one, other) => other[1] - one[1])
    .map(([check, count]) => `${count} × ${check}`)
    .join('\n');
}
