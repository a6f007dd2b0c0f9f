import { RangeSetBuilder, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView } from '@codemirror/view';
import type { Hint } from '../../server';
import type { Standing } from './underline';

/** Pixels at the left of a line where a click is meant for its mark. */
const REACH = 5;
const RANK = { hint: 0, warning: 1, error: 2 } as const;

/**
 * A mark at the left of each line on which hints begin, as grave as the gravest of them. It is drawn at the line and takes no
 * room of its own, so that code does not shift when hints come and go.
 */
export function lineMarks(doc: Text, standing: readonly Standing[]): DecorationSet {
  const gravest = new Map<number, Hint['severity']>();
  for (const { hint, from } of standing) {
    const line = doc.lineAt(Math.min(from, doc.length)).from;
    const before = gravest.get(line);
    if (!before || RANK[hint.severity] > RANK[before]) {
      gravest.set(line, hint.severity);
    }
  }
  const marks = new RangeSetBuilder<Decoration>();
  for (const [line, severity] of [...gravest].sort(([one], [other]) => one - other)) {
    marks.add(line, line, Decoration.line({ class: `nbcoach-Line nbcoach-mod-${severity}` }));
  }
  return marks.finish();
}

/** The hints of the line whose mark was pressed; none when something else was. */
export function hintsOnMark(view: EditorView, standing: readonly Standing[], event: MouseEvent): Standing[] {
  const line = event.target instanceof Element ? event.target.closest('.nbcoach-Line') : null;
  if (!line || event.button !== 0 || event.clientX > line.getBoundingClientRect().left + REACH) {
    return [];
  }
  const { from, to } = view.state.doc.lineAt(view.posAtDOM(line));
  return standing.filter(each => each.from >= from && each.from <= to);
}
