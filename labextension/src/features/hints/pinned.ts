import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { EditorView, showTooltip, type Tooltip, type TooltipView } from '@codemirror/view';
import type { Hint } from '../../server';

/** A card that was opened by a key: it stays until the cursor leaves its place or the text changes. */
interface Pinned {
  readonly from: number;
  readonly to: number;
  readonly hints: readonly Hint[];
  readonly focus: boolean;
}

const pin = StateEffect.define<Pinned | null>();

/** Puts the cursor at a place and shows the card of its hints; with `focus`, its first button takes the keys. */
export function openCard(view: EditorView, from: number, to: number, hints: readonly Hint[], focus: boolean): void {
  view.dispatch({
    selection: { anchor: from },
    effects: [pin.of({ from, to, hints, focus }), EditorView.announce.of(hints.map(hint => hint.message).join(' '))],
    scrollIntoView: true
  });
}

export function closeCard(view: EditorView): void {
  if (view.state.field(pinned, false)) {
    view.dispatch({ effects: pin.of(null) });
  }
}

/** The extension that shows such cards; `render` makes the card of one hint. */
export function pinnedCards(render: (hint: Hint, view: EditorView) => HTMLElement): Extension {
  const tooltip = (shown: Pinned): Tooltip => ({
    pos: shown.from,
    end: shown.to,
    above: true,
    create: view => cardView(view, shown, render)
  });
  return [
    pinned,
    showTooltip.compute([pinned], state => {
      const shown = state.field(pinned);
      return shown && tooltip(shown);
    }),
    EditorView.domEventHandlers({ blur: closeUnlessInside })
  ];
}

const pinned = StateField.define<Pinned | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(pin)) {
        return effect.value;
      }
    }
    const gone = transaction.docChanged || (transaction.selection && !holds(shown, transaction.state));
    return gone ? null : shown;
  }
});

function holds(shown: Pinned | null, state: EditorState): boolean {
  const { head } = state.selection.main;
  return shown !== null && head >= shown.from && head <= shown.to;
}

function cardView(view: EditorView, shown: Pinned, render: (hint: Hint, view: EditorView) => HTMLElement): TooltipView {
  const dom = document.createElement('div');
  dom.className = 'nbcoach-Cards';
  dom.setAttribute('role', 'dialog');
  dom.append(...shown.hints.map(hint => render(hint, view)));
  dom.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      closeCard(view);
      view.focus();
    }
  });
  dom.addEventListener('focusout', event => { closeUnlessInside(event, view); });
  return { dom, mount: () => { if (shown.focus) { requestAnimationFrame(() => dom.querySelector('button')?.focus()); } } };
}

/** Tooltips may live outside of the editor, so a card is known by its class. */
function closeUnlessInside(event: FocusEvent, view: EditorView): void {
  const to = event.relatedTarget;
  if (!(to instanceof Element) || (!to.closest('.nbcoach-Cards') && !view.dom.contains(to))) {
    setTimeout(() => { closeCard(view); });
  }
}
