/** A line of a comparison: kept, taken out, or put in. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Above this many pairs of lines the middle is shown as replaced, which is right, if longer than needed. */
const MOST_PAIRS = 1_000_000;

/** The lines of two texts, compared; `before` is null for a text that is new. */
export function compared(before: string | null, after: string): DiffLine[] {
  const [old, now] = [before === null ? [] : before.split('\n'), after.split('\n')];
  const start = shared(old, now);
  const end = shared(old.slice(start).reverse(), now.slice(start).reverse());
  const kept = (text: string): DiffLine => ({ sign: ' ', text });
  return [
    ...old.slice(0, start).map(kept),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...old.slice(old.length - end).map(kept)
  ];
}

/** Without the kept lines that are further from a change than `context`; `null` stands for a gap. */
export function excerpt(lines: readonly DiffLine[], context = 2): (DiffLine | null)[] {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - context), at + context + 1).some(line => line.sign !== ' '));
  return lines.flatMap((line, at) => (near[at] ? [line] : near[at - 1] || at === 0 ? [null] : []));
}

function shared(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  while (count < Math.min(one.length, other.length) && one[count] === other[count]) {
    count++;
  }
  return count;
}

/** Keeps the longest common run of lines (longest common subsequence, by the textbook's table). */
function middle(old: readonly string[], now: readonly string[]): DiffLine[] {
  const out = (text: string): DiffLine => ({ sign: '-', text });
  const put = (text: string): DiffLine => ({ sign: '+', text });
  if (old.length * now.length > MOST_PAIRS) {
    return [...old.map(out), ...now.map(put)];
  }
  const length = table(old, now);
  const at = (i: number, j: number): number => length[i]?.[j] ?? 0;
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && old[i] === now[j]) {
      lines.push({ sign: ' ', text: old[i] ?? '' });
      i++;
      j++;
    } else if (i < old.length && (j >= now.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(out(old[i++] ?? ''));
    } else {
      lines.push(put(now[j++] ?? ''));
    }
  }
  return lines;
}

/** How many lines the ends of both texts from each pair of lines on have in common. */
function table(old: readonly string[], now: readonly string[]): number[][] {
  const length = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const [here, below] = [length[i], length[i + 1]];
      if (here && below) {
        here[j] = old[i] === now[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, here[j + 1] ?? 0);
      }
    }
  }
  return length;
}
