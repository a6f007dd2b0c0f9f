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
 * Empties the outputs of a code cell.
 */
export interface ClearOutputs {
  kind: 'clear';
  cell_id: string;
}
/**
 * How many places have each verdict: `weak` is equal as far as one can tell, `noise` varies in the notebook.
 */
export interface Counts {
  equal: number;
  weak: number;
  noise: number;
  differs: number;
}
/**
 * Edits that belong together, to be applied in one step; without any, `note` says why nothing is to be done.
 */
export interface EditsAnswer {
  edits: (ReplaceText | InsertCell | RemoveCell | ClearOutputs | SetMetadata)[];
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
 * Puts a value under a key of a cell's metadata, or of the notebook's where `cell_id` is null.
 *
 *     `old` is what stands there, null for nothing.
 */
export interface SetMetadata {
  kind: 'metadata';
  cell_id: string | null;
  key: string;
  old: unknown;
  new: unknown;
}
/**
 * The body of every answer that is not 200: what happened, and what to do about it (may be empty).
 *
 *     `kind` is what programs go by: the caller's mistake, a place or file that is out of reach, what stands in the
 *     way, or a failure of the server.
 */
export interface ErrorAnswer {
  message: string;
  cure: string;
  kind?:
    | 'bad-call'
    | 'busy'
    | 'failed'
    | 'forbidden'
    | 'gone'
    | 'missing-library'
    | 'no-files'
    | 'not-a-notebook'
    | 'outside'
    | 'stale'
    | 'taken'
    | 'too-large'
    | 'unreadable';
}
/**
 * A place that shows a habit; `cell_id` is null for what stands beside the cells. `line` counts from 1.
 */
export interface Evidence {
  text: string;
  cell_id: string | null;
  line: number | null;
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
 * What was written; all paths are below the root of the server's files.
 *
 *     Where the results differ, `is_set_aside` is true, and `folder` another one than was asked for. `kept` are files in
 *     which edits of the user were kept. `cause` is the likely cause of the first difference, `reason` why less is known
 *     than could be.
 */
export interface ExportAnswer {
  folder: string;
  pipeline: string;
  report: string;
  steps: string[];
  cut: string;
  outcome: 'differs' | 'partial' | 'unverified' | 'verified';
  verdict: string;
  is_set_aside: boolean;
  counts: Counts;
  outputs: number;
  variables: number;
  written: number;
  first_difference: Parting | null;
  cause: string;
  reason: string;
  lessons: ExportLesson[];
  merged: GivenUpCut[];
  kept: string[];
  warnings: string[];
}
/**
 * The first place at which the pipeline differs: `expected` in the notebook, `got` in the pipeline.
 */
export interface Parting {
  what: 'failure' | 'file' | 'output' | 'variable';
  name: string;
  cell: number | null;
  step: string;
  kind: string;
  where: string;
  expected: string;
  got: string;
}
/**
 * What stood in the way, why it matters, and what to do; `check` is the check that teaches it, or empty.
 */
export interface ExportLesson {
  title: string;
  why: string;
  cure: string;
  check: string;
  cell: number | null;
}
/**
 * A place at which no step begins, and why.
 */
export interface GivenUpCut {
  /**
   * Counted from 0 among all cells.
   */
  before: number;
  reason: string;
}
/**
 * `POST nbcoach/export-cancel`: stops this export; nothing is written.
 */
export interface ExportCancelRequest {
  id: string;
}
/**
 * What is asked consent for: `code_cells` cells run in copies of `folder`, `size` bytes in `files` files.
 *
 *     They run once to be observed, three times to be proven. `folder` is below the server's root, or absolute where it
 *     lies outside; `seconds` is what the cells took at last, null where nobody knows. `may_run` is false for users who
 *     may not execute code.
 */
export interface ExportIntent {
  folder: string;
  files: number;
  size: number;
  is_large: boolean;
  code_cells: number;
  seconds: number | null;
  may_run: boolean;
}
/**
 * `POST nbcoach/export-intent`: what would an export of this notebook execute? Nothing is executed.
 */
export interface ExportIntentRequest {
  notebook: LiveNotebook;
  /**
   * A path below the root of the server's files, with `/`.
   */
  path: string;
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
 * A cell as it stands in the browser, saved or not. What ran below it is told only where a request says so.
 */
export interface LiveCell {
  id: string;
  cell_type: 'code' | 'markdown' | 'raw';
  source: string;
  metadata?: {
    [k: string]: unknown;
  };
  execution_count?: number | null;
  outputs?: {
    [k: string]: unknown;
  }[];
}
/**
 * The exports of a notebook, the last that was begun first.
 */
export interface ExportListAnswer {
  exports: FoundExport[];
}
/**
 * An export that somebody began: as it was asked for, and how far it is.
 */
export interface FoundExport {
  request: ExportRequest;
  status: ExportStatus;
}
/**
 * `POST nbcoach/export`: begins to write the saved notebook at `path` as a pipeline into the folder `to`.
 *
 *     `run` is the consent to execute it. `values` are defaults for runs as text, `types` wider types, `names` other
 *     names, all by the names that the notebook has for the parameters. `over` says what happens to a pipeline that stands
 *     there: it is refused, gets the new one merged in, or is replaced.
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
  run?: 'nothing' | 'observe' | 'prove';
  how?: 'auto' | 'headings' | 'one' | 'tags';
  parameters?: string[] | null;
  values?: {
    [k: string]: string;
  };
  types?: {
    [k: string]: string;
  };
  names?: {
    [k: string]: string;
  };
  engine?: string;
  over?: 'merge' | 'refuse' | 'replace';
}
/**
 * How far an export is; `result` and `error` are given at its end.
 *
 *     Cell `cell` of `cells` begins, counted from 1 among those with code. `attempt` counts how often the steps are
 *     tried, from 1; `step` is the step that runs; `seconds` have gone by.
 */
export interface ExportStatus {
  id: string;
  state?: 'done' | 'failed' | 'running' | 'stopped';
  stage?: 'observing' | 'repeating' | 'starting' | 'trying';
  step?: string;
  cell?: number;
  cells?: number;
  attempt?: number;
  seconds?: number;
  result?: ExportAnswer | null;
  error?: ErrorAnswer | null;
}
/**
 * `POST nbcoach/export-list`: which exports of this notebook are going on, or have ended with nobody told?
 */
export interface ExportListRequest {
  /**
   * A path below the root of the server's files, with `/`.
   */
  path: string;
}
/**
 * What an export would write into `to`: `files`, relative to it. `stands` is what stands there now.
 *
 *     `cut` says in words how the steps were found; `engines` are those that are installed.
 */
export interface ExportPlanAnswer {
  to: string;
  stands: 'nothing' | 'other' | 'pipeline';
  cut: string;
  steps: PlannedStep[];
  merged: GivenUpCut[];
  parameters: PlannedParameter[];
  left_out: LeftOutParameter[];
  files: string[];
  kernel: string;
  engines: string[];
  warnings: string[];
}
/**
 * A step of the pipeline; `notebook` is relative to its folder, and `cells` are those of the source with code.
 *
 *     `carries` are the variables that it hands on, null for all.
 */
export interface PlannedStep {
  name: string;
  title: string;
  notebook: string;
  cells: number[];
  parameters: string[];
  carries: string[] | null;
}
/**
 * A value that a run may set. `default` is JSON text; `types` are those that take it, the planned one is `type`.
 *
 *     `taken` is false for a literal that could be a parameter as well; `reason` says why it is one or not. `misnamed`
 *     says why it cannot have the name that was wished, or is empty.
 */
export interface PlannedParameter {
  name: string;
  default: string;
  type: string;
  types: string[];
  help: string;
  origin: 'hoisted' | 'lifted' | 'tagged';
  /**
   * Counted from 0 among all cells.
   */
  cell: number;
  taken: boolean;
  reason: string;
  misnamed: string;
}
/**
 * A literal that cannot be a parameter, and why.
 */
export interface LeftOutParameter {
  name: string;
  /**
   * Counted from 0 among all cells.
   */
  cell: number;
  reason: string;
}
/**
 * `POST nbcoach/export-plan`: what would an export of this notebook make? Nothing is written.
 *
 *     `parameters` are the names to take, null for those that are likely and safe; `types` are wider types for some, and
 *     `names` other names, both by the names that the notebook has for them.
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
  how?: 'auto' | 'headings' | 'one' | 'tags';
  run?: 'nothing' | 'observe' | 'prove';
  parameters?: string[] | null;
  types?: {
    [k: string]: string;
  };
  names?: {
    [k: string]: string;
  };
}
/**
 * `POST nbcoach/export-status`: how far is this export?
 */
export interface ExportStatusRequest {
  id: string;
}
/**
 * A check that crashed; the others went on.
 */
export interface FailedCheck {
  check: string;
  message: string;
}
/**
 * A finding in a saved file. `cell` counts all cells from 0, null for the notebook; `line` from 1 in the cell.
 */
export interface FileFinding {
  check: string;
  area: string;
  severity: 'error' | 'hint' | 'warning';
  message: string;
  cell: number | null;
  cell_id: string | null;
  line: number | null;
}
/**
 * What was found in a file; `skipped` says why it was left alone, `problem` why it could not be read.
 */
export interface FileHints {
  path: string;
  findings: FileFinding[];
  skipped: string;
  problem: string;
}
/**
 * One entry per file, in the order in which they were asked for.
 */
export interface FilesAnswer {
  files: FileHints[];
}
/**
 * `POST nbcoach/files`: what is found in these files of `folder`, whose settings hold? All are saved ones.
 */
export interface FilesRequest {
  /**
   * A path below the root of the server's files, with `/`.
   */
  folder: string;
  /**
   * @maxItems 64
   */
  paths: string[];
}
/**
 * Edits that belong together, and how many findings of each check they take away.
 */
export interface FixSafeAnswer {
  edits: (ReplaceText | InsertCell | RemoveCell | ClearOutputs | SetMetadata)[];
  fixed: {
    [k: string]: number;
  };
}
/**
 * `POST nbcoach/fix-safe`: which edits make all the safe repairs of the notebook as it stands?
 */
export interface FixSafeRequest {
  notebook: LiveNotebook;
  path?: string | null;
}
/**
 * The notebooks in the order of the walk, by their paths from the root; `problems` are folders left unread.
 */
export interface FolderAnswer {
  path: string;
  notebooks: string[];
  problems: string[];
}
/**
 * `POST nbcoach/folder`: which notebooks lie below this folder? The empty path is the root.
 */
export interface FolderRequest {
  /**
   * A path below the root of the server's files, with `/`.
   */
  path: string;
}
/**
 * The habits on three stages, none for a notebook in another language than Python; `step` is null at the top.
 */
export interface HabitsAnswer {
  stages: Stage[];
  step: PanelStep | null;
}
/**
 * Habits that belong together: `kept` of `counted` ones hold.
 */
export interface Stage {
  name: 'handed-on' | 'repeatable' | 'tracked';
  kept: number;
  counted: number;
  habits: PanelHabit[];
}
/**
 * A habit of the notebook. `idle` ones do not concern it, and neither they nor `unknown` ones are counted.
 *
 *     `well` is the praise for it; `later` whether its step was put off.
 */
export interface PanelHabit {
  name: string;
  title: string;
  standing: 'idle' | 'kept' | 'open' | 'unknown';
  reason: string;
  well: string;
  later: boolean;
  evidence: Evidence[];
}
/**
 * The next step. `how` says what its button does: make the fix number `fix` of `hint`, lead to `hint`, export the
 *     notebook, or hand over `command` for a terminal.
 */
export interface PanelStep {
  habit: string;
  title: string;
  reason: string;
  why: string;
  how: 'command' | 'export' | 'fix' | 'show';
  label: string;
  command: string;
  hint: Hint | null;
  fix: number;
}
/**
 * A finding; `cell_id` and `range` are null for what concerns the notebook as a whole.
 *
 *     `from_outputs` tells findings about saved outputs, which are looked for on a save and hold until the next.
 */
export interface Hint {
  check: string;
  area: string;
  severity: 'error' | 'hint' | 'warning';
  message: string;
  cell_id: string | null;
  range: Range | null;
  fixes: Repair[];
  from_outputs: boolean;
}
/**
 * A fix; exactly one of `edits` and `offer` is given. `safe` ones keep the meaning.
 */
export interface Repair {
  title: string;
  safe: boolean;
  edits: (ReplaceText | InsertCell | RemoveCell | ClearOutputs | SetMetadata)[] | null;
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
 * `POST nbcoach/habits`: which habits does this notebook have? `path` is null where there is no file.
 *
 *     `anew` asks for a new look at what surrounds the notebook, as after a save. Outputs do not travel here; `held` are
 *     the hints about them from the last save.
 */
export interface HabitsRequest {
  notebook: LiveNotebook;
  path?: string | null;
  anew?: boolean;
  held?: Hint[];
}
/**
 * The settings file (from the root of the server's files) before and after; `before` is null for a new one.
 */
export interface IgnoreInProjectAnswer {
  file: string;
  before: string | null;
  after: string;
  digest: string;
  is_written: boolean;
}
/**
 * `POST nbcoach/ignore-in-project`: switches a check off in the settings of the project around a notebook.
 *
 *     Without `expected` nothing is written, and the answer shows what would be. `expected` is that answer's `digest`.
 */
export interface IgnoreInProjectRequest {
  /**
   * A path below the root of the server's files, with `/`.
   */
  path: string;
  check: string;
  expected?: string | null;
}
/**
 * `POST nbcoach/ignore`: which edits make a check pass over one place of the notebook, with a reason?
 *
 *     `cell_id` is null for a finding about the notebook, and `line` (from 1, with `end_line`) for one about a cell.
 */
export interface IgnoreRequest {
  notebook: LiveNotebook;
  check: string;
  reason: string;
  cell_id?: string | null;
  line?: number | null;
  end_line?: number | null;
}
/**
 * `POST nbcoach/later`: puts the step of a habit off, or takes it up again; answered like `habits`.
 */
export interface LaterRequest {
  notebook: LiveNotebook;
  habit: string;
  later: boolean;
  path?: string | null;
  held?: Hint[];
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
 *     `anew` asks for a new look at what surrounds the notebook (git, data files) and at its outputs, which are then in
 *     the cells, as after a save. Without it checks of outputs do not run.
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
