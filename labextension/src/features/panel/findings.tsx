import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Said, SeverityMark, severityWord, SEVERITIES } from '../../marks';
import type { Hint } from '../../server';

export interface FindingsProps {
  readonly hints: readonly Hint[];
  readonly trans: TranslationBundle;
  cellNumber(id: string | null): number;
  show(hint: Hint): void;
  fix(hint: Hint): void;
}

/** Findings of one check in one cell; they share a line. */
interface Group {
  readonly first: Hint;
  readonly count: number;
}

/** The findings, cell by cell. Up and down move from one to the next. */
export function Findings(props: FindingsProps): React.JSX.Element {
  const cells = new Map<string | null, Hint[]>();
  props.hints.forEach(hint => cells.set(hint.cell_id, [...(cells.get(hint.cell_id) ?? []), hint]));
  return (
    <div className="nbcoach-Findings" onKeyDown={onArrow}>
      {[...cells].map(([cell, hints]) => (
        <section key={cell ?? ''} aria-label={heading(cell, props)}>
          <h3>{heading(cell, props)}</h3>
          <ul>
            {grouped(hints).map(group => (
              <FindingView key={`${group.first.check} ${group.first.message}`} group={group} {...props} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function heading(cell: string | null, { trans, cellNumber }: FindingsProps): string {
  return cell === null ? trans.__('The whole notebook') : trans.__('Cell %1', cellNumber(cell));
}

function FindingView({ group, trans, show, fix }: FindingsProps & { group: Group }): React.JSX.Element {
  const { first, count } = group;
  const word = severityWord(first.severity, trans);
  return (
    <li className="nbcoach-Finding">
      <button type="button" className="nbcoach-Finding-main" onClick={() => { show(first); }}>
        <SeverityMark severity={first.severity} label={word} />
        <span>
          <Said text={first.message} />
          <small>
            {first.check}
            {count > 1 && ` · ${trans.__('%1 times', count)}`}
          </small>
        </span>
      </button>
      {first.fixes.length > 0 && (
        <button
          type="button"
          className="nbcoach-Link nbcoach-Finding-fix"
          title={first.fixes[0]?.title}
          aria-label={trans.__('Fix: %1', first.fixes[0]?.title ?? '')}
          onClick={() => { fix(first); }}
        >
          {trans.__('Fix')}
        </button>
      )}
    </li>
  );
}

/** Equal findings of a cell stand together, the gravest first. */
function grouped(hints: readonly Hint[]): Group[] {
  const groups = new Map<string, Group>();
  for (const hint of hints) {
    const key = `${hint.check} ${hint.message}`;
    const known = groups.get(key);
    groups.set(key, known ? { ...known, count: known.count + 1 } : { first: hint, count: 1 });
  }
  const rank = (group: Group): number => SEVERITIES.indexOf(group.first.severity);
  return [...groups.values()].sort((one, other) => rank(one) - rank(other));
}

function onArrow(event: React.KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const focused = document.activeElement?.closest('.nbcoach-Finding')?.querySelector('.nbcoach-Finding-main');
  if (step && focused) {
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.nbcoach-Finding-main')];
    all[all.indexOf(focused as HTMLElement) + step]?.focus();
    event.preventDefault();
  }
}
