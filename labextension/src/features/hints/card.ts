import type { TranslationBundle } from '@jupyterlab/translation';
import type { ICoach } from '../../coach';
import type { Hint, Repair } from '../../server';
import { firstParagraph, say } from './words';

/** What the buttons of a card do. */
export interface CardActions {
  fix(hint: Hint, repair: Repair): void;
  explain(check: string): void;
}

/** The card of one hint: what is wrong, why it hurts, the ways to repair it, and the check's name. */
export class Cards {
  constructor(
    private readonly coach: ICoach,
    private readonly trans: TranslationBundle
  ) {}

  make(hint: Hint, actions: CardActions): HTMLElement {
    const card = element('div', 'nbcoach-Card');
    card.setAttribute('role', 'group');
    card.setAttribute('aria-label', hint.message);
    // Keys pressed in the card are the card's: without this, Enter on a button would edit the cell.
    card.setAttribute('data-lm-suppress-shortcuts', 'true');
    card.append(this.title(hint), ...this.why(hint), ...this.fixes(hint, actions), this.foot(hint, actions));
    return card;
  }

  private title(hint: Hint): HTMLElement {
    const title = element('div', 'nbcoach-Card-title');
    say(title, hint.message);
    return title;
  }

  private why(hint: Hint): HTMLElement[] {
    const why = firstParagraph(this.coach.summary(hint.check)?.why ?? '');
    if (!why) {
      return [];
    }
    const paragraph = element('p', 'nbcoach-Card-why');
    say(paragraph, why);
    return [paragraph];
  }

  private fixes(hint: Hint, actions: CardActions): HTMLElement[] {
    if (hint.fixes.length === 0) {
      return [];
    }
    const row = element('div', 'nbcoach-Card-actions');
    hint.fixes.forEach((repair, index) => {
      const kind = index === 0 ? 'nbcoach-mod-primary' : 'nbcoach-mod-secondary';
      row.append(button(repair.title, kind, () => { actions.fix(hint, repair); }));
    });
    return [row];
  }

  private foot(hint: Hint, actions: CardActions): HTMLElement {
    const foot = element('div', 'nbcoach-Card-foot');
    const more = button(this.trans.__('Learn more'), 'nbcoach-mod-quiet', () => { actions.explain(hint.check); });
    foot.append(`${hint.check} · ${hint.area}`, more);
    return foot;
  }
}

function element(name: 'div' | 'p', className: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function button(label: string, kind: string, run: () => void): HTMLElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = `nbcoach-Card-button ${kind}`;
  made.textContent = label;
  // The editor keeps its focus, and with it the cursor.
  made.addEventListener('mousedown', event => { event.preventDefault(); });
  made.addEventListener('click', run);
  return made;
}
