import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { areaWord } from '../../marks';
import { Head } from './head';
import { areasOf, shade, sortedRows, type Choice, type Heat, type Order, type Row } from './rows';

export interface HeatMapProps {
  readonly rows: readonly Row[];
  readonly choice: Choice;
  readonly trans: TranslationBundle;
  choose(path: string | null, area: string | null): void;
  open(path: string): void;
}

/** Rows of the map that are drawn at once; a folder of thousands would keep the browser busy. */
const DRAWN = 150;

/** Notebooks by area, the shade telling how much was found; each column sorts, each number filters what stands below. */
export function HeatMap(props: HeatMapProps): React.JSX.Element {
  const { rows, trans } = props;
  const [order, sort] = React.useState<Order<string>>({ column: 'all', isDescending: true });
  const [isWhole, setWhole] = React.useState(false);
  const areas = areasOf(rows);
  const sorted = sortedRows(rows, order);
  const shown = isWhole ? sorted : sorted.slice(0, DRAWN);
  const head = { order, sort };
  return (
    <div className="nbcoach-Report-wide" role="region" tabIndex={0} aria-label={trans.__('Hints by notebook and area')}>
      <table className="nbcoach-Heat">
        <caption>{trans.__('Hints by notebook and area. The shade tells how many there are.')}</caption>
        <thead>
          <tr>
            <Head {...head} column="path" label={trans.__('Notebook')} />
            <Head {...head} column="all" label={trans.__('All')} isNumber />
            {areas.map(area => <Head key={area} {...head} column={area} label={areaWord(area, trans)} isNumber />)}
          </tr>
        </thead>
        <tbody>
          {shown.map(row => <HeatRow key={row.path} row={row} areas={areas} {...props} />)}
        </tbody>
      </table>
      {shown.length < sorted.length && (
        <button type="button" className="nbcoach-Link" onClick={() => { setWhole(true); }}>
          {trans.__('Show all %1 notebooks', sorted.length)}
        </button>
      )}
    </div>
  );
}

function HeatRow({ row, areas, choice, trans, choose, open }: HeatMapProps & { row: Row; areas: readonly string[] }): React.JSX.Element {
  const isChosen = choice.path === row.path;
  const all = { count: row.findings.length, errors: row.findings.filter(each => each.severity === 'error').length };
  const folder = row.path.slice(0, row.path.lastIndexOf('/') + 1);
  return (
    <tr className={isChosen ? 'nbcoach-mod-chosen' : ''}>
      <th scope="row">
        <button type="button" className="nbcoach-Link" title={row.path} onClick={() => { open(row.path); }}>
          <span className="nbcoach-Heat-folder">{folder}</span>
          {row.path.slice(folder.length)}
        </button>
      </th>
      {['', ...areas].map(area => {
        const heat = area ? row.areas.get(area) : all;
        const isOn = isChosen && choice.area === (area || null);
        return (
          <HeatCell
            key={area}
            heat={heat ?? { count: 0, errors: 0 }}
            isOn={isOn}
            isSum={area === ''}
            label={trans.__('%1 in %2, %3', heat?.count ?? 0, row.path, area ? areaWord(area, trans) : trans.__('all areas'))}
            trans={trans}
            onClick={() => { choose(isOn ? null : row.path, isOn ? null : area || null); }}
          />
        );
      })}
    </tr>
  );
}

interface HeatCellProps {
  readonly heat: Heat;
  readonly isOn: boolean;
  readonly isSum: boolean;
  readonly label: string;
  readonly trans: TranslationBundle;
  onClick(): void;
}

function HeatCell({ heat, isOn, isSum, label, trans, onClick }: HeatCellProps): React.JSX.Element {
  if (heat.count === 0) {
    return <td className="nbcoach-Heat-none">0</td>;
  }
  const errors = heat.errors ? trans._n('%1 of them an error', '%1 of them errors', heat.errors) : '';
  return (
    <td data-shade={isSum ? undefined : shade(heat.count)}>
      <button type="button" aria-pressed={isOn} aria-label={[label, errors].filter(Boolean).join(', ')} title={errors} onClick={onClick}>
        {heat.count}
        {heat.errors > 0 && <span aria-hidden="true" className="nbcoach-Heat-error">!</span>}
      </button>
    </td>
  );
}
