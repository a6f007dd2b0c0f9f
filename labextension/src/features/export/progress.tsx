import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { ExportStatus } from '../../server';
import { duration } from './consent';
import type { FormProps } from './form';
import type { Run } from './job';

const STAGES = ['observing', 'repeating', 'trying'] as const;

/** How far the runs are, with a way to stop them. */
export function ProgressView({ job, trans, close }: FormProps): React.JSX.Element {
  const { status, wishes, isStopping } = job;
  return (
    <>
      <h3 tabIndex={-1} role="status">
        {isStopping ? trans.__('Stopping …') : saying(status, wishes.run, trans)}
      </h3>
      {wishes.run === 'prove' && <Stages status={status} trans={trans} />}
      <progress
        aria-label={trans.__('Progress')}
        max={status?.cells ?? 1}
        value={status?.cells ? (status.cell ?? 1) - 1 : undefined}
      />
      <p className="nbcoach-mod-quiet">
        {place(status, trans)} {duration(status?.seconds ?? 0, trans)}
      </p>
      <footer>
        <button type="button" className="nbcoach-Button" disabled={isStopping || !status} onClick={() => void job.stop()}>
          {trans.__('Stop')}
        </button>
        <button type="button" className="nbcoach-Button" onClick={close}>{trans.__('Go on in the background')}</button>
      </footer>
    </>
  );
}

/** What an export is at, in a few words. */
export function saying(status: ExportStatus | null, run: Run | null, trans: TranslationBundle): string {
  return run === 'nothing' ? trans.__('Writing the pipeline …') : stageWord(status?.stage ?? 'starting', trans);
}

function stageWord(stage: NonNullable<ExportStatus['stage']>, trans: TranslationBundle): string {
  return {
    starting: trans.__('Starting …'),
    observing: trans.__('Watching the notebook run'),
    repeating: trans.__('Running it again, to see what varies'),
    trying: trans.__('Running the pipeline, to compare')
  }[stage];
}

function Stages({ status, trans }: { status: ExportStatus | null; trans: TranslationBundle }): React.JSX.Element {
  const now = STAGES.indexOf(status?.stage as (typeof STAGES)[number]);
  return (
    <ol className="nbcoach-Stages">
      {STAGES.map((stage, index) => (
        <li key={stage} {...(index === now ? { 'aria-current': 'step' as const } : {})} className={index < now ? 'nbcoach-mod-done' : ''}>
          <span aria-hidden="true">{index < now ? '✓' : index === now ? '●' : '○'}</span> {stageWord(stage, trans)}
        </li>
      ))}
    </ol>
  );
}

function place(status: ExportStatus | null, trans: TranslationBundle): string {
  const { cells = 0, cell = 0, step = '', attempt = 1 } = status ?? {};
  const words = [
    ...(step ? [trans.__('step %1', step)] : []),
    ...(cells > 0 ? [trans.__('cell %1 of %2', cell, cells)] : []),
    ...(attempt > 1 ? [trans.__('attempt %1, with fewer steps', attempt)] : [])
  ];
  return words.map(each => `${each} ·`).join(' ');
}
