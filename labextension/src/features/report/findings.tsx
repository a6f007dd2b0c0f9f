import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Said, SeverityMark, severityWord } from '../../marks';
import { Head } from './head';
import { sortedFound, type Found, type FoundColumn, type Order } from './rows';

export interface FindingsProps {
  readonly found: readonly Found[];
  readonly trans: TranslationBundle;
  open(found: Found): void;
}

const DRAWN = 150;

/** The findings as a table; each leads to its place in its notebook. */
export function FindingsTable({ found, trans, open }: FindingsProps): React.JSX.Element {
  const [order, sort] = React.useState<Order<FoundColumn>>({ column: 'severity', isDescending: false });
  const [isWhole, setWhole] = React.useState(false);
  const sorted = sortedFound(found, order);
  const shown = isWhole ? sorted : sorted.slice(0, DRAWN);
  const head = { order, sort };
  return (
    <div className="nbcoach-Report-wide">
      <table className="nbcoach-Found">
        <caption>{trans.__('The hints, each with its place.')}</caption>
        <thead>
          <tr>
            <Head {...head} column="severity" label={trans.__('Severity')} />
            <Head {...head} column="check" label={trans.__('Hint')} />
            <Head {...head} column="path" label={trans.__('Where')} />
          </tr>
        </thead>
        <tbody>
          {shown.map((each, index) => <FoundRow key={index} found={each} trans={trans} open={open} />)}
        </tbody>
      </table>
      {shown.length < sorted.length && (
        <button type="button" className="nbcoach-Link" onClick={() => { setWhole(true); }}>
          {trans.__('Show all %1 hints', sorted.length)}
        </button>
      )}
    </div>
  );
}

function FoundRow({ found, trans, open }: Omit<FindingsProps, 'found'> & { found: Found }): React.JSX.Element {
  const { finding, path } = found;
  const word = severityWord(finding.severity, trans);
  const place = finding.cell === null ? path : trans.__('%1, cell %2', path, finding.cell + 1);
  return (
    <tr>
      <td className="nbcoach-Found-severity">
        <SeverityMark severity={finding.severity} label="" /> {word}
      </td>
      <td>
        <Said text={finding.message} />
        <small>{finding.check}</small>
      </td>
      <td>
        <button type="button" className="nbcoach-Link" onClick={() => { open(found); }}>
          {place}
        </button>
      </td>
    </tr>
  );
}
