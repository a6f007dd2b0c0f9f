import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { areaWord, SeverityMark, severityWord, SEVERITIES, type Severity } from '../../marks';
import type { Hint } from '../../server';

/** What is shown: an area (null for all) and the severities that are left out. */
export interface Filter {
  readonly area: string | null;
  readonly hidden: ReadonlySet<Severity>;
}

export const EVERYTHING: Filter = { area: null, hidden: new Set() };

export function filtered(hints: readonly Hint[], { area, hidden }: Filter): readonly Hint[] {
  return hints.filter(hint => (area === null || hint.area === area) && !hidden.has(hint.severity));
}

interface FiltersProps {
  readonly hints: readonly Hint[];
  readonly filter: Filter;
  readonly trans: TranslationBundle;
  set(filter: Filter): void;
}

/** Chips by area, one at a time, and one switch for each severity. */
export function Filters({ hints, filter, trans, set }: FiltersProps): React.JSX.Element {
  const areas = counted(hints.map(hint => hint.area));
  const severities = counted(hints.map(hint => hint.severity));
  const choose = (area: string | null): void => { set({ ...filter, area }); };
  return (
    <div className="nbcoach-Filters" role="group" aria-label={trans.__('Filter')}>
      <Chip label={trans.__('All')} count={hints.length} isOn={filter.area === null} onClick={() => { choose(null); }} />
      {[...areas].map(([area, count]) => (
        <Chip
          key={area}
          label={areaWord(area, trans)}
          count={count}
          isOn={filter.area === area}
          onClick={() => { choose(filter.area === area ? null : area); }}
        />
      ))}
      <span className="nbcoach-Filters-severities">
        {SEVERITIES.filter(each => severities.has(each)).map(severity => (
          <Chip
            key={severity}
            label=""
            name={severityWord(severity, trans)}
            mark={<SeverityMark severity={severity} label={severityWord(severity, trans)} />}
            count={severities.get(severity) ?? 0}
            isOn={!filter.hidden.has(severity)}
            onClick={() => { set({ ...filter, hidden: toggled(filter.hidden, severity) }); }}
          />
        ))}
      </span>
    </div>
  );
}

interface ChipProps {
  readonly label: string;
  readonly count: number;
  readonly isOn: boolean;
  readonly name?: string;
  readonly mark?: React.JSX.Element;
  onClick(): void;
}

function Chip({ label, count, isOn, name, mark, onClick }: ChipProps): React.JSX.Element {
  return (
    <button
      type="button"
      className="nbcoach-Chip"
      aria-pressed={isOn}
      aria-label={`${name ?? label}, ${count}`}
      title={name}
      onClick={onClick}
    >
      {mark}
      {label} <b>{count}</b>
    </button>
  );
}

function toggled(hidden: ReadonlySet<Severity>, severity: Severity): ReadonlySet<Severity> {
  const next = new Set(hidden);
  if (!next.delete(severity)) {
    next.add(severity);
  }
  return next;
}

function counted<Word>(words: readonly Word[]): Map<Word, number> {
  const counts = new Map<Word, number>();
  words.forEach(word => counts.set(word, (counts.get(word) ?? 0) + 1));
  return counts;
}
