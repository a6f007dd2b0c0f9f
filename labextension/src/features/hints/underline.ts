import type { ISharedCell } from '@jupyter/ydoc';
import { linter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { ViewPlugin, type EditorView, type PluginValue, type ViewUpdate } from '@codemirror/view';
import type { ICoach } from '../../coach';
import { offsets } from '../../edits';
import type { Hint } from '../../server';
import type { Session } from '../../session';

/** Makes the card of a hint in an editor. */
export type Render = (hint: Hint, view: EditorView) => HTMLElement;

/** Says whether a hint is to be underlined, by the user's settings. */
export type Shown = (hint: Hint) => boolean;

/** Underlines the hints of one cell in its editor, from when the editor is made until it is destroyed. */
export function underline(coach: ICoach, cell: ISharedCell, shown: Shown, render: Render): Extension {
  return [linter(null), ViewPlugin.define(view => new Underlines(view, coach, cell, shown, render))];
}

class Underlines implements PluginValue {
  private drawn = '';

  constructor(
    private readonly view: EditorView,
    private readonly coach: ICoach,
    private readonly cell: ISharedCell,
    private readonly shown: Shown,
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
    }
  }

  destroy(): void {
    this.coach.changed.disconnect(this.onChanged, this);
  }

  private onChanged(_: ICoach, session: Session): void {
    if (session.notebook === this.cell.notebook) {
      this.draw();
    }
  }

  /** Drawing the same again would close a card that is being read. */
  private draw(): void {
    const session = this.coach.of(this.cell.notebook);
    const id = this.cell.getId();
    if (!session || (this.drawn && session.isUnparsed(id))) {
      return;
    }
    const hints = session.hintsOf(id).filter(this.shown);
    const drawing = JSON.stringify(hints);
    if (drawing !== this.drawn) {
      this.view.dispatch(setDiagnostics(this.view.state, this.diagnostics(hints)));
      this.drawn = drawing;
    }
  }

  private diagnostics(hints: readonly Hint[]): Diagnostic[] {
    const source = this.view.state.sliceDoc();
    return hints.flatMap(hint => {
      const place = hint.range && offsets(source, hint.range);
      return place ? [this.diagnostic(hint, ...place)] : [];
    });
  }

  private diagnostic(hint: Hint, from: number, to: number): Diagnostic {
    return {
      from,
      to,
      severity: hint.severity,
      message: hint.message,
      markClass: `nbcoach-Hint nbcoach-mod-${hint.severity}`,
      renderMessage: view => this.render(hint, view)
    };
  }
}
