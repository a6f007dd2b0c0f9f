import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { ISharedNotebook } from '@jupyter/ydoc';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { compared, excerpt, type DiffLine } from './diff';
import { sourceAfter, type Change } from './edits';
import type { ReplaceText } from './server';

/** One text of a preview: where it stands, and what it is before (null: it is new) and after (null: it goes). */
export interface Compared {
  readonly title: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Shows what is to be changed and asks; true when the user agrees. */
export async function agreed(
  title: string,
  texts: readonly Compared[],
  trans: TranslationBundle,
  accept = trans.__('Apply')
): Promise<boolean> {
  const answer = await showDialog({
    title,
    body: new Preview(texts, trans),
    buttons: [Dialog.cancelButton({ label: trans.__('Cancel') }), Dialog.okButton({ label: accept })]
  });
  return answer.button.accept;
}

/** What edits make of a notebook, cell by cell in its order. */
export function preview(notebook: ISharedNotebook, changes: readonly Change[], trans: TranslationBundle): Compared[] {
  return notebook.cells.flatMap((cell, index) => {
    const id = cell.getId();
    const title = trans.__('Cell %1', index + 1);
    const texts = changes.filter((each): each is ReplaceText => each.kind === 'text' && each.cell_id === id);
    const source = cell.getSource();
    const here: Compared[] = texts.length > 0 ? [{ title, before: source, after: sourceAfter(source, texts) ?? source }] : [];
    if (changes.some(each => each.kind === 'remove' && each.cell_id === id)) {
      here.push({ title, before: source, after: null });
    }
    if (changes.some(each => each.kind === 'clear' && each.cell_id === id)) {
      here.push({ title, before: trans.__('(the saved outputs of this cell)'), after: null });
    }
    return [...inserted(changes, id, 'before', trans), ...here, ...inserted(changes, id, 'after', trans)];
  }).concat(inserted(changes, null, 'after', trans), inserted(changes, null, 'before', trans), described(changes, trans));
}

function inserted(changes: readonly Change[], anchor: string | null, where: string, trans: TranslationBundle): Compared[] {
  return changes.flatMap(each =>
    each.kind === 'insert' && each.anchor_id === anchor && each.where === where
      ? [{ title: trans.__('New cell'), before: null, after: each.source }]
      : []
  );
}

function described(changes: readonly Change[], trans: TranslationBundle): Compared[] {
  const text = (value: unknown): string => JSON.stringify(value, null, 2);
  return changes.flatMap(each =>
    each.kind === 'metadata'
      ? [{ title: trans.__('Metadata: %1', each.key), before: each.old ? text(each.old) : null, after: text(each.new) }]
      : []
  );
}

/** Comparisons below each other; signs and words tell what goes and what comes, colours only underline it. */
class Preview extends Widget {
  constructor(texts: readonly Compared[], trans: TranslationBundle) {
    super();
    this.addClass('nbcoach-Preview');
    this.node.tabIndex = 0;
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('What changes'));
    for (const { title, before, after } of texts) {
      const head = document.createElement('div');
      head.className = 'nbcoach-Preview-title';
      head.textContent = title;
      this.node.append(head, table(before, after, trans));
    }
  }
}

function table(before: string | null, after: string | null, trans: TranslationBundle): HTMLElement {
  const gone = (before ?? '').split('\n').map((text): DiffLine => ({ sign: '-', text }));
  const shown = after === null ? gone : excerpt(compared(before, after));
  const block = document.createElement('div');
  block.className = 'nbcoach-Diff';
  block.append(...shown.map(line => row(line, trans)));
  return block;
}

function row(line: DiffLine | null, trans: TranslationBundle): HTMLElement {
  const made = document.createElement('div');
  made.className = `nbcoach-Diff-line ${line ? { ' ': '', '-': 'nbcoach-mod-out', '+': 'nbcoach-mod-in' }[line.sign] : 'nbcoach-mod-gap'}`;
  const sign = document.createElement('span');
  sign.className = 'nbcoach-Diff-sign';
  sign.textContent = line ? { ' ': ' ', '-': '−', '+': '+' }[line.sign] : '⋯';
  if (line && line.sign !== ' ') {
    sign.setAttribute('aria-label', line.sign === '-' ? trans.__('removed') : trans.__('added'));
    sign.setAttribute('role', 'img');
  }
  const code = document.createElement('code');
  code.textContent = line?.text ?? '';
  made.append(sign, code);
  return made;
}
