import * as React from 'react';
import type { Order } from './rows';

interface HeadProps<Column extends string> {
  readonly column: Column;
  readonly label: string;
  readonly order: Order<Column>;
  readonly isNumber?: boolean;
  sort(order: Order<Column>): void;
}

/** The head of a column that sorts the table; numbers begin with the largest. */
export function Head<Column extends string>({ column, label, order, isNumber = false, sort }: HeadProps<Column>): React.JSX.Element {
  const isCurrent = order.column === column;
  const direction = order.isDescending ? 'descending' : 'ascending';
  const onClick = (): void => { sort({ column, isDescending: isCurrent ? !order.isDescending : isNumber }); };
  return (
    <th scope="col" aria-sort={isCurrent ? direction : 'none'} className={isNumber ? 'nbcoach-mod-number' : ''}>
      <button type="button" onClick={onClick}>
        {label}
        <span aria-hidden="true">{isCurrent ? (order.isDescending ? ' ↓' : ' ↑') : ''}</span>
      </button>
    </th>
  );
}
