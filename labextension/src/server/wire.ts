// Made from src/nbcoach/wire/schema.json by `npm run types`. Do not edit.

/**
 * What a hover card says about a check: the summary in a line, and why the habit hurts, in Markdown.
 */
export interface CheckSummary {
  name: string;
  area: string;
  summary: string;
  why: string;
}
/**
 * Edits that belong together, to be applied in one step; without any, `note` says why nothing is to be done.
 */
export interface EditsAnswer {
  edits: (ReplaceText | InsertCell | RemoveCell)[];
  note: string;
}
/**
 * Puts `new` where `old` must still stand.
 */
export interface ReplaceText {
  kind: 'text';
  cell_id: string;
  range: Range;
  old: string;
  new: string;
}
/**
 * A stretch of a cell's source, the end exclusive.
 */
export interface Range {
  /**
   * Counted from 1 within the cell.
   */
  line: number;
  /**
   * Counted from 0, in UTF-16 units.
   */
  column: number;
  /**
   * Counted from 1 within the cell.
   */
  end_line: number;
  /**
   * Counted from 0, in UTF-16 units.
   */
  end_column: number;
}
/**
 * Puts a new cell before or after another; `anchor_id` is null in a notebook without cells.
 */
export interface InsertCell {
  kind: 'insert';
  anchor_id: string | null;
  where: 'after' | 'before';
  cell_type: 'code' | 'markdown';
  source: string;
  metadata: {
    [k: string]: unknown;
  };
}
/**
 * Takes a cell out whose source must still be `old`.
 */
export interface RemoveCell {
  kind: 'remove';
  cell_id: string;
  old: string;
}
/**
 * The body of every answer that is not 200: what happened, and what to do about it (may be empty).
 */
export interface ErrorAnswer {
  message: string;
  cure: string;
}
/**
 * `text` is the whole explanation in Markdown; `sources` are addresses.
 */
export interface ExplainAnswer {
  name: string;
  area: string;
  severity: 'error' | 'hint' | 'warning';
  summary: string;
  text: string;
  sources: string[];
}
/**
 * `POST nbcoach/explain`: the whole explanation of a check.
 */
export interface ExplainRequest {
  check: string;
}
/**
 * Where the pipeline stands now; all paths are below the root of the server's files.
 */
export interface ExportAnswer {
  folder: string;
  pipeline: string;
  steps: string[];
  warnings: string[];
}
/**
 * What an export would write into `to`; `exists` when something stands there already.
 */
export interface ExportPlanAnswer {
  to: string;
  exists: boolean;
  steps: PlannedStep[];
  parameters: PlannedParameter[];
  warnings: string[];
}
/**
 * A step of the pipeline; `notebook` is relative to its folder.
 */
export interface PlannedStep {
  name: string;
  notebook: string;
}
/**
 * A value that a run may set; `default` as JSON text, `lifted` when it was a literal in the code.
 */
export interface PlannedParameter {
  name: string;
  default: string;
  help: string;
  lifted: boolean;
}
/**
 * `POST nbcoach/export-plan`: what would an export of this notebook make? Nothing is written.
 */
export interface ExportPlanRequest {
  notebook: LiveNotebook;
  /**
   * A path below the root of the server's files, with `/`.
   */
  path: string;
  /**
   * A path below the root of the server's files, with `/`.
   */
  to: string;
}
/**
 * An open notebook as it stands in the browser.
 */
export interface LiveNotebook {
  cells: LiveCell[];
  metadata?: {
    [k: string]: unknown;
  };
  nbformat?: number;
  nbformat_minor?: number;
}
/**
 * A cell as it stands in the browser, saved or not, without its outputs.
 */
export interface LiveCell {
  id: string;
  cell_type: 'code' | 'markdown' | 'raw';
  source: string;
  metadata?: {
    [k: string]: unknown;
  };
}
/**
 * `POST nbcoach/export`: writes the saved notebook at `path` as a pipeline into the folder `to`.
 */
export interface ExportRequest {
  /**
   * A path below the root of the server's files, with `/`.
   */
  path: string;
  /**
   * A path below the root of the server's files, with `/`.
   */
  to: string;
  force?: boolean;
}
/**
 * A check that crashed; the others went on.
 */
export interface FailedCheck {
  check: string;
  message: string;
}
/**
 * A finding; `cell_id` and `range` are null for what concerns the notebook as a whole.
 */
export interface Hint {
  check: string;
  area: string;
  severity: 'error' | 'hint' | 'warning';
  message: string;
  cell_id: string | null;
  range: Range | null;
  fixes: Repair[];
}
/**
 * A fix; exactly one of `edits` and `offer` is given. `safe` ones keep the meaning.
 */
export interface Repair {
  title: string;
  safe: boolean;
  edits: (ReplaceText | InsertCell | RemoveCell)[] | null;
  offer: OfferedRepair | null;
}
/**
 * A repair that `POST nbcoach/resolve` turns into edits; its arguments go back to the server as they came.
 */
export interface OfferedRepair {
  name: string;
  arguments: {
    [k: string]: unknown;
  };
}
/**
 * `language` is the notebook's, in lower case; notebooks in other languages than Python get no hints.
 *
 *     `unparsed` are the ids of cells that do not parse just now: while someone types there, their last hints stay.
 */
export interface LintAnswer {
  language: string;
  unparsed: string[];
  hints: Hint[];
  errors: FailedCheck[];
}
/**
 * `POST nbcoach/lint`: which habits does this notebook show? `path` is null where there is no file.
 *
 *     `anew` asks for a new look at what surrounds the notebook (git, data files), as after a save.
 */
export interface LintRequest {
  notebook: LiveNotebook;
  path?: string | null;
  anew?: boolean;
}
/**
 * `POST nbcoach/resolve`: which edits make this repair in the notebook as it stands?
 */
export interface ResolveRequest {
  notebook: LiveNotebook;
  offer: OfferedRepair;
  path?: string | null;
}
/**
 * `GET nbcoach/status`. `has_files` is false where notebooks are not kept in a file system: no export there.
 */
export interface StatusAnswer {
  version: string;
  has_files: boolean;
  checks: CheckSummary[];
}
/**
 * `POST nbcoach/track`: which edits add MLflow tracking to the notebook as it stands?
 */
export interface TrackRequest {
  notebook: LiveNotebook;
  path?: string | null;
  style?: string;
}
