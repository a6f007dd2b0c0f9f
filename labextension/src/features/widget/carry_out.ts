import type { TranslationBundle } from '@jupyterlab/translation';
import type { ISharedCell } from '@jupyter/ydoc';
import type { Client } from '../../server';
import type { Change } from '../../edits';
import { applyWithNotice } from '../../repair';
import type { Session } from '../../session';
import type { Intent, RanCell, Result } from './intent';

/** Does what a widget asks for in the notebook that it stands in; throws where that cannot be done, with words why. */
export async function carryOut(
  intent: Intent,
  session: Session,
  client: Client,
  trans: TranslationBundle
): Promise<Result> {
  switch (intent.intent) {
    case 'tell-cells':
      return { message: '', cell_id: null, cells: cells(session) };
    case 'insert-tracking':
      return insertTracking(intent.style, session, client, trans);
    case 'make-offer': {
      const cell = found(intent.cell, session, trans);
      const index = session.notebook.cells.indexOf(cell);
      const offer = { name: intent.offer.name, arguments: { ...intent.offer.arguments, cell: index } };
      const { edits } = await client.resolve({ notebook: session.live(), offer, path: session.path });
      return changed(session, edits, intent.title, trans);
    }
    case 'change-cell': {
      const { line, column, end_line, end_column, old, new: text } = intent.change;
      const range = { line, column, end_line, end_column };
      const id = found(intent.cell, session, trans).getId();
      return changed(session, [{ kind: 'text', cell_id: id, range, old, new: text }], intent.title, trans);
    }
    case 'insert-cell': {
      const anchor = found(intent.cell, session, trans).getId();
      const insertion: Change = {
        kind: 'insert',
        anchor_id: anchor,
        where: 'before',
        cell_type: 'code',
        source: intent.source,
        metadata: {}
      };
      return changed(session, [insertion], intent.title, trans);
    }
  }
}

function cells({ notebook }: Session): { id: string; source: string }[] {
  return notebook.cells
    .filter(cell => cell.cell_type === 'code')
    .map(cell => ({ id: cell.getId(), source: cell.getSource() }));
}

/** The cell that the kernel ran, as it ran it: elsewhere the change would hit other code. */
function found({ id, source }: RanCell, { notebook }: Session, trans: TranslationBundle): ISharedCell {
  const text = source.trimEnd();
  const same = notebook.cells.filter(each => each.cell_type === 'code' && each.getSource().trimEnd() === text);
  const cell = same.find(each => each.getId() === id) ?? same[0];
  if (!cell) {
    throw new Error(trans.__('The cell was changed since it ran. Run it again, then ask again.'));
  }
  return cell;
}

function changed(session: Session, edits: readonly Change[], title: string, trans: TranslationBundle): Result {
  if (edits.length === 0) {
    return { message: trans.__('It is done already. Run the cell again.'), cell_id: null };
  }
  const { cells } = applyWithNotice(session, edits, title, trans, true);
  return { message: trans.__('Done. Run the changed cell, and the cells below it.'), cell_id: cells[0] ?? null };
}

async function insertTracking(
  style: string,
  session: Session,
  client: Client,
  trans: TranslationBundle
): Promise<Result> {
  const { edits, note } = await client.track({ notebook: session.live(), path: session.path, style });
  if (edits.length === 0) {
    return { message: note || trans.__('There is nothing to insert.'), cell_id: null };
  }
  const { cells } = applyWithNotice(session, edits, trans.__('Insert MLflow tracking'), trans);
  return { message: trans.__('MLflow tracking was inserted. Run the cell, then train again.'), cell_id: cells[0] ?? null };
}
