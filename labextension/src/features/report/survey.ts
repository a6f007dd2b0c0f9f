import { VDomModel } from '@jupyterlab/ui-components';
import { ServerError, type Client, type FileHints } from '../../server';

export type SurveyState = 'listing' | 'running' | 'done' | 'cancelled' | 'failed';

/** Files of the first question; later ones hold as many as the server looks at in `AIM` milliseconds. */
const FIRST = 4;
const MOST = 64;
const AIM = 500;

/** A look at all notebooks of a folder, some at a time, so that it can be watched and stopped. */
export class Survey extends VDomModel {
  state: SurveyState = 'listing';
  files: readonly FileHints[] = [];
  total = 0;
  /** Folders that could not be looked into, and why. */
  problems: readonly string[] = [];
  /** Why it failed. */
  trouble = '';

  private asking = new AbortController();

  constructor(
    private readonly client: Client,
    readonly path: string
  ) {
    super();
  }

  /** Looks at the folder from the beginning. */
  async run(): Promise<void> {
    this.asking.abort();
    const asking = (this.asking = new AbortController());
    this.become('listing', { files: [], total: 0, problems: [], trouble: '' });
    try {
      const folder = await this.client.folder({ path: this.path }, asking.signal);
      this.become('running', { total: folder.notebooks.length, problems: folder.problems });
      await this.look(folder.notebooks, asking.signal);
      this.become('done');
    } catch (error) {
      if (asking === this.asking && !asking.signal.aborted) {
        this.become('failed', { trouble: error instanceof ServerError ? error.advice : String(error) });
      }
    }
  }

  /** Stops; what was found stays. */
  cancel(): void {
    this.asking.abort();
    this.become('cancelled');
  }

  override dispose(): void {
    this.asking.abort();
    super.dispose();
  }

  private async look(paths: readonly string[], signal: AbortSignal): Promise<void> {
    let size = FIRST;
    for (let start = 0; start < paths.length; ) {
      const began = Date.now();
      const some = paths.slice(start, start + size);
      const answer = await this.client.files({ folder: this.path, paths: some }, signal);
      signal.throwIfAborted();
      this.become('running', { files: [...this.files, ...answer.files] });
      start += some.length;
      size = fitting(size, Date.now() - began);
    }
  }

  private become(state: SurveyState, changes: Partial<Pick<Survey, 'files' | 'total' | 'problems' | 'trouble'>> = {}): void {
    if (!this.isDisposed) {
      Object.assign(this, changes, { state });
      this.stateChanged.emit();
    }
  }
}

/** At most twice as many as before, so that one quick answer does not lead to a long wait. */
function fitting(size: number, took: number): number {
  const wanted = Math.round((size * AIM) / Math.max(took, 1));
  return Math.min(Math.max(wanted, 1), size * 2, MOST);
}
