import { JSONExt, type PartialJSONValue } from '@lumino/coreutils';
import type { SetMetadata } from './server';

/** What carries metadata: a notebook or a cell. */
export interface Metadata {
  getMetadata(key: string): PartialJSONValue | undefined;
  setMetadata(key: string, value: PartialJSONValue): void;
  deleteMetadata(key: string): void;
}

/** True while there stands what a change expects; null stands for nothing. */
export function holds(bearer: Metadata | undefined, change: SetMetadata): boolean {
  const there = bearer?.getMetadata(change.key) ?? null;
  return bearer !== undefined && JSONExt.deepEqual(there, (change.old ?? null) as PartialJSONValue);
}

export function put(bearer: Metadata | undefined, change: SetMetadata): void {
  if (change.new === null || change.new === undefined) {
    bearer?.deleteMetadata(change.key);
  } else {
    bearer?.setMetadata(change.key, change.new as PartialJSONValue);
  }
}
