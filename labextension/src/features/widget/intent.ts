/** The event by which a widget asks; `preventDefault` acknowledges it. */
export const INTENT = 'nbcoach:intent';
/** The event by which the widget hears how it went. */
export const DONE = 'nbcoach:done';

export interface Intent {
  readonly version: 1;
  readonly intent: 'insert-tracking';
  readonly style: string;
}

export interface Done {
  readonly version: 1;
  readonly intent: string;
  readonly ok: boolean;
  readonly message: string;
  /** The inserted cell; null where none was. */
  readonly cell_id: string | null;
}

/** What an event asks for; null where it is not for us: another version, another intent. */
export function read(event: Event): Intent | null {
  const detail: unknown = event instanceof CustomEvent ? event.detail : null;
  if (typeof detail !== 'object' || detail === null) {
    return null;
  }
  const { version, intent, style = 'autolog' } = detail as Record<string, unknown>;
  return version === 1 && intent === 'insert-tracking' && typeof style === 'string' ? { version, intent, style } : null;
}
