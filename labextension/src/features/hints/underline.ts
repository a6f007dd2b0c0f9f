import type { ISharedCell } from '@jupyter/ydoc';
import { linter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type PluginValue, type ViewUpdate } from '@codemirror/view';
import type { ICoach } from '../../coach';
import { offsets } from '../../edits';
import type { Hint } from '../../server';
import type { Session } from '../../session';
import { hintsOnMark, lineMarks } from './gutter';
import type { Look } from './look';
import { openCard } from './pinned';

/** Makes the card of a hint in an editor. */
export type Render = (hint: Hint, view: EditorView) => HTMLElement;

/** A hint where it stands in the editor just now, in offsets. */
export interface Standing {
  readonly hint: Hint;
  readonly from: number;
  readonly to: number;
}

/** Marks the hints of one cell in its editor, from when the editor is made until it is destroyed. */
export function underline(coach: ICoach, cell: ISharedCell, look: Look, render: Render): Extension {
  return [
    linter(null, { tooltipFilter: found => (look.hover ? [...found] : []) }),
    ViewPlugin.define(view => new Underlines(view, coach, cell, look, render), {
      decorations: underlines => underlines.marks,
      eventHandlers: {
        blur() {
          this.leave();
        },
        mousedown(event) {
          return this.press(event);
        }
      }
    })
  ];
}

class Underlines implements PluginValue {
  /** The marks at the left of lines. */
  marks: DecorationSet = Decoration.none;
  private drawn = '';
  private standing: readonly Standing[] = [];

  constructor(
    private readonly view: EditorView,
    private readonly coach: ICoach,
    private readonly cell: ISharedCell,
    private readonly look: Look,
    private readonly render: Render
  ) {
    coach.changed.connect(this.onChanged, this);
    // An editor takes no changes while it is being made.
    void Promise.resolve().then(() => { this.draw(); });
  }

  /** The editor moves what is underlined along with the text; the same hints must then be drawn anew. */
  update(update: ViewUpdate): void {
    if (update.docChanged) {
      this.drawn = '';
      this.marks = this.marks.map(update.changes);
      this.standing = this.standing.map(({ hint, from, to }) => ({
        hint,
        from: update.changes.mapPos(from, 1),
        to: update.changes.mapPos(to, -1)
      }));
    }
  }

  destroy(): void {
    this.coach.changed.disconnect(this.onChanged, this);
  }

  leave(): void {
    this.session?.settle(this.cell.getId());
  }

  /** A click on the mark of a line shows the card of its hints. */
  press(event: MouseEvent): boolean {
    const hints = hintsOnMark(this.view, this.standing, event);
    const [first] = hints;
    if (first) {
      event.preventDefault();
      this.view.focus();
      openCard(this.view, first.from, Math.max(first.from, first.to), hints.map(each => each.hint), false);
    }
    return first !== undefined;
  }

  private get session(): Session | undefined {
    return this.coach.of(this.cell.notebook);
  }

  private onChanged(_: ICoach, session: Session): void {
    if (session.notebook === this.cell.notebook) {
      this.draw();
    }
  }

  /** Drawing the same again would close a card that is being read. */
  private draw(): void {
    const { session } = this;
    if (!session) {
      return;
    }
    const hints = session.hintsOf(this.cell.getId()).filter(hint => this.look.shows(hint));
    const drawing = JSON.stringify([hints, this.look.gutter]);
    if (drawing !== this.drawn) {
      this.standing = this.placed(hints, session.isUnparsed(this.cell.getId()));
      this.marks = this.look.gutter ? lineMarks(this.view.state.doc, this.standing) : Decoration.none;
      this.view.dispatch(setDiagnostics(this.view.state, this.standing.flatMap(each => this.diagnostic(each))));
      this.drawn = drawing;
    }
  }

  /** Where hints stand: those of code that does not parse any more have moved along with the text. */
  private placed(hints: readonly Hint[], isUnparsed: boolean): Standing[] {
    const source = this.view.state.sliceDoc();
    const before = new Map(this.standing.map(each => [each.hint, each]));
    return hints.flatMap(hint => {
      const moved = isUnparsed ? before.get(hint) : undefined;
      const place = hint.range ? offsets(source, hint.range) : ([0, 0] as const);
      return moved ?? (place ? { hint, from: place[0], to: place[1] } : []);
    });
  }

  /** What concerns a whole cell, or stood in text that is gone, has nothing to underline. */
  private diagnostic({ hint, from, to }: Standing): Diagnostic[] {
    if (!hint.range || to <= from) {
      return [];
    }
    return [
      {
        from,
        to,
        severity: hint.severity,
        message: hint.message,
        markClass: `nbcoach-Hint nbcoach-mod-${hint.severity}`,
        renderMessage: view => this.render(hint, view)
      }
    ];
  }
}
