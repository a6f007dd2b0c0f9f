import type { HabitsAnswer, Hint, PanelHabit } from '../../server';

/** What was known of a notebook at a moment: how many hints of each check in each cell, and the habits it kept. */
export interface Snapshot {
  readonly hints: ReadonlyMap<string, number>;
  readonly kept: ReadonlyMap<string, PanelHabit>;
}

/** What changed between two moments. */
export interface Since {
  readonly gone: number;
  readonly come: number;
  /** The habits that are kept now and were not before. */
  readonly won: readonly PanelHabit[];
  /** The habits that were kept before and are not now. */
  readonly lost: readonly PanelHabit[];
}

export function habitsOf(answer: HabitsAnswer): readonly PanelHabit[] {
  return answer.stages.flatMap(stage => stage.habits);
}

export function snapshot(hints: readonly Hint[], answer: HabitsAnswer): Snapshot {
  const counts = new Map<string, number>();
  for (const { check, cell_id } of hints) {
    const key = `${check} ${cell_id ?? ''}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const kept = habitsOf(answer).filter(habit => habit.standing === 'kept');
  return { hints: counts, kept: new Map(kept.map(habit => [habit.name, habit])) };
}

/** What changed; null where nothing did. */
export function compare(before: Snapshot, now: Snapshot): Since | null {
  const keys = new Set([...before.hints.keys(), ...now.hints.keys()]);
  let gone = 0;
  let come = 0;
  for (const key of keys) {
    const more = (now.hints.get(key) ?? 0) - (before.hints.get(key) ?? 0);
    gone += Math.max(-more, 0);
    come += Math.max(more, 0);
  }
  const won = [...now.kept.values()].filter(habit => !before.kept.has(habit.name));
  const lost = [...before.kept.values()].filter(habit => !now.kept.has(habit.name));
  return gone || come || won.length || lost.length ? { gone, come, won, lost } : null;
}

/** Remembers what a notebook was like when it was opened or last saved. */
export class Memory {
  private base: Snapshot | null = null;
  private now: Snapshot | null = null;
  /** True from a save until the next answer. */
  isSaved = false;
  private lastSave: Since | null = null;

  /** The next answer speaks of what was saved just now. */
  save(): void {
    this.isSaved = true;
  }

  take(now: Snapshot): void {
    if (!this.base || this.isSaved) {
      this.lastSave = this.base && (compare(this.base, now) ?? null);
      this.base = now;
      this.isSaved = false;
    }
    this.now = now;
  }

  /** What changed since the last save; failing that, what the last save brought. */
  get told(): { readonly since: Since; readonly isSaved: boolean } | null {
    const open = this.base && this.now && compare(this.base, this.now);
    if (open) {
      return { since: open, isSaved: false };
    }
    return this.lastSave && { since: this.lastSave, isSaved: true };
  }
}
