import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { HabitsAnswer, PanelHabit } from '../../server';
import { habitsOf, type Memory, type Since } from './since';

export interface NewsProps {
  readonly answer: HabitsAnswer;
  readonly told: Memory['told'];
  readonly trans: TranslationBundle;
}

/** What changed since the last save, the good news first; where nothing did, what goes well. */
export function News({ answer, told, trans }: NewsProps): React.JSX.Element | null {
  const well = told ? null : praised(answer);
  return (
    <div className="nbcoach-News" role="status">
      {told && <Changes since={told.since} isSaved={told.isSaved} trans={trans} />}
      {well && <p className="nbcoach-News-well"><Tick />{well.well}</p>}
    </div>
  );
}

function Changes({ since, isSaved, trans }: { since: Since; isSaved: boolean; trans: TranslationBundle }): React.JSX.Element {
  return (
    <>
      <h2>{isSaved ? trans.__('With the last save') : trans.__('Since the last save')}</h2>
      {since.won.map(habit => <p key={habit.name} className="nbcoach-News-well"><Tick />{habit.well}</p>)}
      {since.lost.map(habit => (
        <p key={habit.name} className="nbcoach-News-lost">{trans.__('No longer so: %1.', habit.title)}</p>
      ))}
      {(since.gone > 0 || since.come > 0) && <p className="nbcoach-News-count">{counts(since, trans)}</p>}
    </>
  );
}

function counts({ gone, come }: Since, trans: TranslationBundle): string {
  const left = gone > 0 ? trans._n('%1 hint gone', '%1 hints gone', gone) : '';
  const new_ = come > 0 ? trans._n('%1 new hint', '%1 new hints', come) : '';
  return [left, new_].filter(Boolean).join(', ');
}

function Tick(): React.JSX.Element {
  return <span aria-hidden="true">✓</span>;
}

/** Whether a habit is nobody's merit alone, such as that no credential stands there. */
const MODEST = ['secret-free', 'unattended', 'portable'];

/** The kept habit that is most worth a word: the furthest up that somebody did something for. */
function praised(answer: HabitsAnswer): PanelHabit | undefined {
  const kept = habitsOf(answer).filter(habit => habit.standing === 'kept');
  return kept.filter(habit => habit.evidence.length > 0 && !MODEST.includes(habit.name)).at(-1) ?? kept[0];
}
