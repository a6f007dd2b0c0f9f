import { caretDownIcon, caretRightIcon } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Said } from '../../marks';
import type { Evidence, PanelHabit, Stage } from '../../server';

export interface LadderProps {
  readonly stages: readonly Stage[];
  readonly trans: TranslationBundle;
  /** Which cell it is, counted from 1. */
  cellNumber(id: string | null): number;
  show(evidence: Evidence): void;
  takeUp(habit: string): void;
}

/** The stages from the last one down to the first, as one climbs them; each opens to its habits. */
export function LadderView(props: LadderProps): React.JSX.Element {
  return (
    <ul className="nbcoach-Ladder" aria-label={props.trans.__('Habits')}>
      {[...props.stages].reverse().map(stage => (
        <StageView key={stage.name} stage={stage} {...props} />
      ))}
    </ul>
  );
}

function StageView({ stage, ...props }: LadderProps & { stage: Stage }): React.JSX.Element {
  const [isOpen, setOpen] = React.useState(false);
  const { trans } = props;
  const Caret = isOpen ? caretDownIcon : caretRightIcon;
  const share = stage.counted ? Math.round((100 * stage.kept) / stage.counted) : 0;
  const id = `nbcoach-stage-${stage.name}`;
  return (
    <li className={stage.kept === stage.counted ? 'nbcoach-mod-full' : ''}>
      <button type="button" className="nbcoach-Stage" aria-expanded={isOpen} aria-controls={id} onClick={() => { setOpen(!isOpen); }}>
        <Caret.react tag="span" className="nbcoach-Stage-caret" />
        <span className="nbcoach-Stage-name">{stageWord(stage.name, trans)}</span>
        <span className="nbcoach-Stage-count">
          {stage.counted ? trans.__('%1 of %2', stage.kept, stage.counted) : trans.__('nothing to do yet')}
        </span>
        <span className="nbcoach-Stage-bar" aria-hidden="true">
          <i style={{ width: `${share}%` }} />
        </span>
      </button>
      <ul id={id} hidden={!isOpen}>
        {isOpen && stage.habits.map(habit => <HabitView key={habit.name} habit={habit} {...props} />)}
      </ul>
    </li>
  );
}

const SIGNS: Record<PanelHabit['standing'], string> = { kept: '✓', open: '○', idle: '–', unknown: '?' };

function HabitView({ habit, trans, show, takeUp, cellNumber }: LadderProps & { habit: PanelHabit }): React.JSX.Element {
  return (
    <li className="nbcoach-Habit" data-standing={habit.standing}>
      <span className="nbcoach-Habit-sign" role="img" aria-label={standingWord(habit.standing, trans)}>
        {SIGNS[habit.standing]}
      </span>
      <div>
        <div className="nbcoach-Habit-title">{habit.title}</div>
        <div className="nbcoach-Habit-reason">
          <Said text={habit.reason} />
        </div>
        <Places evidence={habit.evidence} trans={trans} show={show} cellNumber={cellNumber} />
        {habit.later && (
          <button type="button" className="nbcoach-Link" onClick={() => { takeUp(habit.name); }}>
            {trans.__('Put off. Take it up again')}
          </button>
        )}
      </div>
    </li>
  );
}

const SHOWN = 6;

/** Links to the cells that show a habit, each cell once. */
function Places({ evidence, trans, show, cellNumber }: Omit<LadderProps, 'stages' | 'takeUp'> & Pick<PanelHabit, 'evidence'>): React.JSX.Element | null {
  const places = evidence.filter(
    (each, index) => each.cell_id !== null && index === evidence.findIndex(other => other.cell_id === each.cell_id)
  );
  return places.length === 0 ? null : (
    <div className="nbcoach-Habit-places">
      {places.slice(0, SHOWN).map(place => (
        <button key={place.cell_id} type="button" className="nbcoach-Link" onClick={() => { show(place); }}>
          {trans.__('Cell %1', cellNumber(place.cell_id))}
        </button>
      ))}
      {places.length > SHOWN && <span>{trans.__('and %1 more', places.length - SHOWN)}</span>}
    </div>
  );
}

export function stageWord(name: Stage['name'], trans: TranslationBundle): string {
  return { repeatable: trans.__('Repeatable'), tracked: trans.__('Tracked'), 'handed-on': trans.__('Handed on') }[name];
}

function standingWord(standing: PanelHabit['standing'], trans: TranslationBundle): string {
  return {
    kept: trans.__('Holds'),
    open: trans.__('Open'),
    idle: trans.__('Does not concern this notebook'),
    unknown: trans.__('Unknown')
  }[standing];
}
