import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { ExportPlanAnswer, GivenUpCut, PlannedStep } from '../../server';

/** Names on an arrow, before the rest is only counted. */
const NAMES = 5;

/** The steps from top to bottom, and on each line between two what one hands to the next. */
export function Steps({ plan, trans }: { plan: ExportPlanAnswer; trans: TranslationBundle }): React.JSX.Element {
  return (
    <>
      <ol className="nbcoach-Steps" aria-label={trans.__('Steps')}>
        {plan.steps.map((step, index) => (
          <li key={step.notebook}>
            <span className="nbcoach-Steps-number" aria-hidden="true">{index + 1}</span>
            <div>
              <b>{step.title || step.name}</b> <span className="nbcoach-mod-quiet">{about(step, trans)}</span>
              {index + 1 < plan.steps.length && <p className="nbcoach-mod-quiet">{handed(step, trans)}</p>}
            </div>
          </li>
        ))}
      </ol>
      <Merged cuts={plan.merged} trans={trans} />
    </>
  );
}

/** The places at which no step begins, and why. */
export function Merged({ cuts, trans }: { cuts: readonly GivenUpCut[]; trans: TranslationBundle }): React.JSX.Element | null {
  return cuts.length === 0 ? null : (
    <details>
      <summary>{trans._n('%1 cut was given up', '%1 cuts were given up', cuts.length)}</summary>
      <ul>
        {cuts.map(({ before, reason }) => (
          <li key={before}>{trans.__('Before cell %1: %2', before + 1, reason)}</li>
        ))}
      </ul>
    </details>
  );
}

function about(step: PlannedStep, trans: TranslationBundle): string {
  const [first, last] = [Math.min(...step.cells) + 1, Math.max(...step.cells) + 1];
  const cells = step.cells.length > 1 ? trans.__('cells %1 to %2', first, last) : trans.__('cell %1', first);
  const takes = step.parameters.length > 0 ? [trans.__('takes %1', listed(step.parameters, trans))] : [];
  return [...(step.cells.length > 0 ? [cells] : []), ...takes].join(' · ');
}

function handed(step: PlannedStep, trans: TranslationBundle): string {
  if (step.carries === null) {
    return trans.__('hands on all variables');
  }
  return step.carries.length > 0 ? trans.__('hands on %1', listed(step.carries, trans)) : trans.__('hands on nothing');
}

function listed(names: readonly string[], trans: TranslationBundle): string {
  const some = names.slice(0, NAMES).join(', ');
  return names.length > NAMES ? trans.__('%1 and %2 more', some, names.length - NAMES) : some;
}
