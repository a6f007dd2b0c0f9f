import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { ExportIntent } from '../../server';
import type { ExportJob, Run } from './job';

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
      {ways(intent, trans).map(({ run, label, told }) => (
        <label key={run} className="nbcoach-Choice">
          <input
            type="radio"
            name="nbcoach-run"
            checked={wishes.run === run}
            disabled={run !== 'nothing' && !mayRun}
            onChange={() => { job.wish({ run }); }}
          />
          <span>
            <b>{label}</b>
            <span>{told}</span>
          </span>
        </label>
      ))}
      {intent && mayRun && <Known intent={intent} trans={trans} />}
      {!mayRun && <p className="nbcoach-mod-quiet">{trans.__('You may not execute code on this server.')}</p>}
    </fieldset>
  );
}

/** What can be agreed to, each with what it executes. */
function ways(intent: ExportIntent | null, trans: TranslationBundle): readonly { run: Run; label: string; told: string }[] {
  const cells = intent ? trans._n('Its code cell is executed', 'Its %1 code cells are executed', intent.code_cells) : trans.__('Its code is executed');
  return [
    {
      run: 'prove',
      label: trans.__('Run it, and prove that the pipeline gives the same results'),
      told: trans.__('%1 three times: to watch it, to see what varies, and as the pipeline, which is tried again with fewer steps where it differs.', cells)
    },
    {
      run: 'observe',
      label: trans.__('Run it once, to see where it can be cut'),
      told: trans.__('%1 once. Whether the pipeline gives the same results is not proven.', cells)
    },
    {
      run: 'nothing',
      label: trans.__('Without running it'),
      told: trans.__('Nothing is executed. It is only read, and nothing is proven.')
    }
  ];
}

/** What both runs have in common. */
function Known({ intent, trans }: { intent: ExportIntent; trans: TranslationBundle }): React.JSX.Element {
  const files = trans._n('%1 file', '%1 files', intent.files);
  const folder = intent.folder === '' || intent.folder === '.' ? trans.__('the folder') : intent.folder;
  return (
    <p className="nbcoach-mod-quiet">
      {trans.__('It runs in copies of %1 (%2, %3). Your own files are not touched.', folder, files, amount(intent.size, trans))}{' '}
      {intent.seconds !== null && trans.__('When its cells were last run, they took %1.', duration(intent.seconds, trans))}{' '}
      {intent.is_large && <b>{trans.__('The copies are large.')}</b>}
    </p>
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
