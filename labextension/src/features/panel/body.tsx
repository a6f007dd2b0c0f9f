import { refreshIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { Hint, HabitsAnswer, PanelStep } from '../../server';
import type { Session } from '../../session';
import { EVERYTHING, filtered, Filters, type Filter } from './filters';
import { Findings } from './findings';
import { LadderView } from './ladder';
import { News } from './news';
import type { PanelState } from './state';
import { StepView } from './step';

/** What the panel can do. */
export interface PanelActions {
  show(cell: string | null, line: number | null): void;
  fix(hint: Hint, fix: number): void;
  take(step: PanelStep): void;
  later(habit: string, later: boolean): void;
  fixAllSafe(): void;
  coachFolder(): void;
}

interface PanelProps {
  readonly state: PanelState;
  readonly actions: PanelActions;
  readonly trans: TranslationBundle;
}

export function Panel(props: PanelProps): React.JSX.Element {
  const { session } = props.state;
  return (
    <>
      <Header {...props} />
      {session ? <Open {...props} session={session} /> : <Empty trans={props.trans} />}
    </>
  );
}

function Header({ state, trans }: PanelProps): React.JSX.Element {
  return (
    <header className="nbcoach-Panel-header">
      <h1>{trans.__('Coach')}</h1>
      <p title={state.session?.path ?? ''}>{subtitle(state, trans)}</p>
      <button
        type="button"
        className="nbcoach-Panel-refresh"
        title={trans.__('Look again, at files and history too')}
        aria-label={trans.__('Look again')}
        disabled={!state.session}
        onClick={() => void state.refresh(true)}
      >
        <refreshIcon.react tag="span" />
      </button>
    </header>
  );
}

function subtitle({ session, notebook }: PanelState, trans: TranslationBundle): string {
  const name = notebook?.title.label ?? '';
  if (!session) {
    return '';
  }
  if (session.state === 'waiting') {
    return trans.__('Reading %1 …', name);
  }
  const { length } = session.hints;
  return `${length === 0 ? trans.__('No hints') : trans._n('%1 hint', '%1 hints', length)} · ${name}`;
}

function Empty({ trans }: { trans: TranslationBundle }): React.JSX.Element {
  return <p className="nbcoach-Panel-empty">{trans.__('Open a notebook, and the coach looks at it with you.')}</p>;
}

function Open(props: PanelProps & { session: Session }): React.JSX.Element {
  const { session, state, trans } = props;
  if (session.state === 'ready' && session.language !== 'python') {
    return <p className="nbcoach-Panel-empty">{trans.__('This notebook is written in %1. The coach knows Python.', session.language)}</p>;
  }
  const trouble = session.state === 'offline' ? session.trouble : state.trouble;
  return (
    <>
      {trouble && <p className="nbcoach-Panel-trouble" role="alert">{trans.__('The coach pauses: %1', trouble)}</p>}
      <div className="nbcoach-Panel-scroll">
        {state.answer && state.answer.stages.length > 0 && <Habits {...props} answer={state.answer} />}
        <HintList {...props} />
      </div>
      <Footer {...props} />
    </>
  );
}

function Habits({ state, answer, session, actions, trans }: PanelProps & { session: Session; answer: HabitsAnswer }): React.JSX.Element {
  const showStep = ({ hint }: PanelStep): void => { actions.show(hint?.cell_id ?? null, hint?.range?.line ?? null); };
  return (
    <>
      <LadderView
        stages={answer.stages}
        trans={trans}
        cellNumber={id => numberOf(session, id)}
        show={place => { actions.show(place.cell_id, place.line); }}
        takeUp={habit => { actions.later(habit, false); }}
      />
      <StepView answer={answer} trans={trans} take={actions.take} show={showStep} later={actions.later} />
      <News answer={answer} told={state.told} trans={trans} />
    </>
  );
}

function HintList({ session, actions, trans }: PanelProps & { session: Session }): React.JSX.Element | null {
  const [filter, setFilter] = React.useState<Filter>(EVERYTHING);
  const { hints } = session;
  const isThere = filter.area === null || hints.some(hint => hint.area === filter.area);
  const current = isThere ? filter : { ...filter, area: null };
  const shown = filtered(hints, current);
  if (hints.length === 0) {
    return session.state === 'ready' ? <p className="nbcoach-Panel-empty">{trans.__('No hints: nothing here to improve.')}</p> : null;
  }
  return (
    <section className="nbcoach-Panel-hints" aria-label={trans.__('Hints')}>
      <Filters hints={hints} filter={current} trans={trans} set={setFilter} />
      {shown.length === 0 && <p className="nbcoach-Panel-empty">{trans.__('The filter leaves none.')}</p>}
      <Findings
        hints={shown}
        trans={trans}
        cellNumber={id => numberOf(session, id)}
        show={hint => { actions.show(hint.cell_id, hint.range?.line ?? null); }}
        fix={hint => { actions.fix(hint, 0); }}
      />
    </section>
  );
}

function Footer({ session, actions, trans }: PanelProps & { session: Session }): React.JSX.Element {
  const safe = session.hints.filter(hint => hint.fixes.some(fix => fix.safe)).length;
  return (
    <footer className="nbcoach-Panel-footer">
      {safe > 0 && (
        <button type="button" className="nbcoach-Link" onClick={() => { actions.fixAllSafe(); }}>
          {trans.__('Fix all safe ones (%1)', safe)}
        </button>
      )}
      <button type="button" className="nbcoach-Link nbcoach-mod-end" onClick={() => { actions.coachFolder(); }}>
        {trans.__('Coach this folder')}
      </button>
    </footer>
  );
}

/** Cells count from 1, all of them. */
function numberOf(session: Session, id: string | null): number {
  return session.notebook.cells.findIndex(cell => cell.getId() === id) + 1;
}
