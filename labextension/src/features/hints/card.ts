import type { TranslationBundle } from '@jupyterlab/translation';
import type { ICoach } from '../../coach';
import type { Hint, Repair } from '../../server';
import { firstSentences, say } from './words';

/** What the buttons of a card do. */
export interface CardActions {
  fix(hint: Hint, repair: Repair): void;
  explain(check: string): void;
  ignoreHere(hint: Hint): void;
  ignoreInProject(check: string): void;
}

/** How many sentences say why a habit hurts; the whole explanation is a click away. */
const SENTENCES = 2;

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
    const why = firstSentences(this.coach.summary(hint.check)?.why ?? '', SENTENCES);
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
      // An ellipsis says that something is asked before anything changes.
      const label = this.coach.previews(repair) ? `${repair.title} …` : repair.title;
      row.append(button(label, kind, () => { actions.fix(hint, repair); }));
    });
    return [row];
  }

  private foot(hint: Hint, actions: CardActions): HTMLElement {
    const foot = element('div', 'nbcoach-Card-foot');
    const quiet = (label: string, run: () => void): HTMLElement => button(label, 'nbcoach-mod-quiet', run);
    const links = element('div', 'nbcoach-Card-links');
    links.append(
      quiet(this.trans.__('Explain more'), () => { actions.explain(hint.check); }),
      quiet(this.trans.__('Ignore here …'), () => { actions.ignoreHere(hint); }),
      quiet(this.trans.__('Ignore in this project …'), () => { actions.ignoreInProject(hint.check); })
    );
    const name = element('div', 'nbcoach-Card-name');
    name.append(severity(hint.severity, this.trans), ` · ${hint.check} · ${hint.area}`);
    foot.append(links, name);
    return foot;
  }
}

/** How grave a hint is, as a word: a colour alone tells it to some only. */
function severity(grade: Hint['severity'], trans: TranslationBundle): HTMLElement {
  const word = document.createElement('span');
  word.className = `nbcoach-Card-severity nbcoach-mod-${grade}`;
  word.textContent = { error: trans.__('error'), warning: trans.__('warning'), hint: trans.__('hint') }[grade];
  return word;
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
