import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { ExportIntent } from '../../server';
import type { ExportJob } from './job';

interface Props {
  readonly job: ExportJob;
  readonly trans: TranslationBundle;
}

/** Says what would be executed, and asks for it; nothing is chosen for a notebook that is not trusted. */
export function Consent({ job, trans }: Props): React.JSX.Element {
  const { intent, wishes, source } = job;
  const mayRun = intent?.may_run !== false;
  return (
    <fieldset className="nbcoach-Consent">
      <legend>{trans.__('May the notebook be run?')}</legend>
      {!source.isTrusted && mayRun && (
        <p className="nbcoach-Export-warning">
          {trans.__('This notebook is not trusted: not all of its cells were run by you. Read its code before you run it.')}
        </p>
      )}
      <label className="nbcoach-Choice">
        <input
          type="radio"
          name="nbcoach-run"
          checked={wishes.run === 'prove'}
          disabled={!mayRun}
          onChange={() => { job.wish({ run: 'prove' }); }}
        />
        <span>
          <b>{trans.__('Run it, and prove that the pipeline gives the same results')}</b>
          {intent && <Told intent={intent} trans={trans} />}
        </span>
      </label>
      <label className="nbcoach-Choice">
        <input type="radio" name="nbcoach-run" checked={wishes.run === 'nothing'} onChange={() => { job.wish({ run: 'nothing' }); }} />
        <span>
          <b>{trans.__('Without running it')}</b>
          <span>{trans.__('It is only read, and nothing is proven.')}</span>
        </span>
      </label>
    </fieldset>
  );
}

function Told({ intent, trans }: { intent: ExportIntent; trans: TranslationBundle }): React.JSX.Element {
  if (!intent.may_run) {
    return <span>{trans.__('You may not execute code on this server.')}</span>;
  }
  const cells = trans._n('Its code cell is executed', 'Its %1 code cells are executed', intent.code_cells);
  const files = trans._n('%1 file', '%1 files', intent.files);
  const folder = intent.folder === '' || intent.folder === '.' ? trans.__('all files') : intent.folder;
  return (
    <span>
      {trans.__(
        '%1 three times, in copies of %2 (%3, %4): to watch it, to see what varies, and as the pipeline. Your own files are not touched.',
        cells,
        folder,
        files,
        amount(intent.size, trans)
      )}{' '}
      {intent.seconds !== null && trans.__('When they were last run, they took %1.', duration(intent.seconds, trans))}{' '}
      {intent.is_large && <b>{trans.__('The copies are large.')}</b>}
    </span>
  );
}

function amount(size: number, trans: TranslationBundle): string {
  if (size < 1000) {
    return trans._n('%1 byte', '%1 bytes', size);
  }
  const power = Math.min(Math.floor(Math.log10(size) / 3), 4);
  return `${(size / 1000 ** power).toFixed(1)} ${['', 'kB', 'MB', 'GB', 'TB'][power] ?? ''}`;
}

export function duration(seconds: number, trans: TranslationBundle): string {
  return seconds < 90 ? trans.__('%1 s', Math.round(seconds)) : trans.__('%1 min', Math.round(seconds / 60));
}
