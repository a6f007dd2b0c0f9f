import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Said } from '../../marks';
import type { HabitsAnswer, PanelHabit, PanelStep } from '../../server';
import { habitsOf } from './since';

export interface StepProps {
  readonly answer: HabitsAnswer;
  readonly trans: TranslationBundle;
  take(step: PanelStep): void;
  show(step: PanelStep): void;
  later(habit: string, later: boolean): void;
}

/** The one next step with the button that does it; where none is left, a good word. */
export function StepView(props: StepProps): React.JSX.Element {
  const { answer, trans } = props;
  return (
    <section className="nbcoach-Step" aria-labelledby="nbcoach-step">
      <h2 id="nbcoach-step">{trans.__('Next step')}</h2>
      {answer.step ? <Ahead {...props} step={answer.step} /> : <Arrived {...props} />}
      <PutOff {...props} />
    </section>
  );
}

function Ahead({ step, trans, take, show, later }: StepProps & { step: PanelStep }): React.JSX.Element {
  return (
    <>
      <h3>{step.title}</h3>
      <p>
        <Said text={`${step.reason} ${step.why}`} />
      </p>
      {step.how === 'command' && <code className="nbcoach-Step-command">{step.command}</code>}
      <div className="nbcoach-Step-actions">
        <button type="button" className="nbcoach-Button nbcoach-mod-primary" onClick={() => { take(step); }}>
          {step.label}
        </button>
        {step.how === 'fix' && step.hint?.cell_id && (
          <button type="button" className="nbcoach-Button" onClick={() => { show(step); }}>
            {trans.__('Show')}
          </button>
        )}
        <button type="button" className="nbcoach-Button nbcoach-mod-quiet" onClick={() => { later(step.habit, true); }}>
          {trans.__('Later')}
        </button>
      </div>
    </>
  );
}

function Arrived({ answer, trans }: StepProps): React.JSX.Element {
  const isClimbed = !habitsOf(answer).some(habit => habit.standing === 'open');
  return isClimbed ? (
    <>
      <h3>{trans.__('You are there')}</h3>
      <p>{trans.__('Every habit that concerns this notebook holds. Others can run it, and trust what it says.')}</p>
    </>
  ) : (
    <>
      <h3>{trans.__('Nothing presses')}</h3>
      <p>{trans.__('You put the rest off. It stays put off until the code that it is about changes.')}</p>
    </>
  );
}

function PutOff({ answer, trans, later }: StepProps): React.JSX.Element | null {
  const waiting: readonly PanelHabit[] = habitsOf(answer).filter(habit => habit.later);
  return waiting.length === 0 ? null : (
    <details className="nbcoach-Step-later">
      <summary>{trans._n('%1 step put off', '%1 steps put off', waiting.length)}</summary>
      <ul>
        {waiting.map(({ name, title }) => (
          <li key={name}>
            <span>{title}</span>
            <button type="button" className="nbcoach-Link" aria-label={trans.__('Take up again: %1', title)} onClick={() => { later(name, false); }}>
              {trans.__('Take up again')}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
