import type { ResolveRequest } from '../../server';

/** The event by which a widget asks; `preventDefault` acknowledges it. */
export const INTENT = 'nbcoach:intent';
/** The event by which the widget hears how it went. */
export const DONE = 'nbcoach:done';

/** A cell as the kernel ran it: by its id, where the kernel knows it, and by its text. */
export interface RanCell {
  readonly id: string | null;
  readonly source: string;
}

/** A place within a cell and what to put there; line from 1, columns from 0 in UTF-16 units. */
export interface TextChange {
  readonly line: number;
  readonly column: number;
  readonly end_line: number;
  readonly end_column: number;
  readonly old: string;
  readonly new: string;
}

interface Asked {
  readonly version: 1;
  /** Names what the widget asks about, and comes back with the answer. */
  readonly key?: string;
}

export type Intent = Asked &
  (
    | { readonly intent: 'insert-tracking'; readonly style: string }
    | { readonly intent: 'make-offer'; readonly title: string; readonly offer: ResolveRequest['offer']; readonly cell: RanCell }
    | { readonly intent: 'change-cell'; readonly title: string; readonly change: TextChange; readonly cell: RanCell }
    | { readonly intent: 'insert-cell'; readonly title: string; readonly source: string; readonly cell: RanCell }
    | { readonly intent: 'tell-cells' }
  );

/** What came of it, in words; and the cell that was inserted or changed, or the cells that were asked for. */
export interface Result {
  readonly message: string;
  readonly cell_id: string | null;
  readonly cells?: readonly { readonly id: string; readonly source: string }[];
}

export interface Done extends Result {
  readonly version: 1;
  readonly intent: string;
  readonly key: string | undefined;
  readonly ok: boolean;
}

type Fields = Record<string, unknown>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isCell = (value: unknown): boolean =>
  isFields(value) && isText(value.source) && (value.id === null || isText(value.id));
const isOffer = (value: unknown): boolean => isFields(value) && isText(value.name) && isFields(value.arguments);
const isChange = (value: unknown): boolean =>
  isFields(value) &&
  ['line', 'column', 'end_line', 'end_column'].every(name => Number.isInteger(value[name])) &&
  isText(value.old) &&
  isText(value.new);

/** What each intent has to bring. */
const SHAPES: Readonly<Record<Intent['intent'], (detail: Fields) => boolean>> = {
  'insert-tracking': ({ style }) => isText(style),
  'make-offer': ({ title, offer, cell }) => isText(title) && isOffer(offer) && isCell(cell),
  'change-cell': ({ title, change, cell }) => isText(title) && isChange(change) && isCell(cell),
  'insert-cell': ({ title, source, cell }) => isText(title) && isText(source) && isCell(cell),
  'tell-cells': () => true
};

/** What an event asks for; null where it is not for us: another version, another intent, another shape. */
export function read(event: Event): Intent | null {
  const given: unknown = event instanceof CustomEvent ? event.detail : null;
  if (!isFields(given) || given.version !== 1 || !isText(given.intent)) {
    return null;
  }
  const detail: Fields = { style: 'autolog', ...given };
  const fits = Object.hasOwn(SHAPES, given.intent) && SHAPES[given.intent as Intent['intent']](detail);
  return fits ? (detail as unknown as Intent) : null;
}
