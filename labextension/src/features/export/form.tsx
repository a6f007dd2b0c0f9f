import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Consent } from './consent';
import type { ExportJob, How } from './job';
import { Parameters } from './parameters';
import { Steps } from './steps';

export interface FormProps {
  readonly job: ExportJob;
  readonly trans: TranslationBundle;
  close(): void;
}

/** What is to be exported, how, and whether the notebook may be run for it. */
export function Form({ job, trans, close }: FormProps): React.JSX.Element {
  const { plan, wishes } = job;
  return (
    <form onSubmit={event => { event.preventDefault(); if (job.canStart) { void job.start(); } }}>
      <Folder job={job} trans={trans} />
      <section aria-labelledby="nbcoach-export-steps">
        <h3 id="nbcoach-export-steps">{trans.__('Steps')}</h3>
        <Ways job={job} trans={trans} />
        {plan && <Steps plan={plan} trans={trans} />}
        {wishes.run !== 'nothing' && plan && plan.steps.length > 1 && (
          <p className="nbcoach-mod-quiet">{trans.__('The run shows which of these can really be cut; others are put together.')}</p>
        )}
      </section>
      <section aria-labelledby="nbcoach-export-parameters">
        <h3 id="nbcoach-export-parameters">{trans.__('Parameters')}</h3>
        <Parameters job={job} trans={trans} />
      </section>
      <Written job={job} trans={trans} />
      <Consent job={job} trans={trans} />
      {plan?.warnings.map(warning => <p key={warning} className="nbcoach-Export-warning">{warning}</p>)}
      {job.source.isDirty() && <p className="nbcoach-mod-quiet">{trans.__('The notebook has unsaved changes; it is saved first.')}</p>}
      <footer>
        {wishes.run === null && <span className="nbcoach-mod-quiet">{trans.__('Choose whether the notebook may be run.')}</span>}
        <button type="button" className="nbcoach-Button" onClick={close}>{trans.__('Cancel')}</button>
        <button type="submit" className="nbcoach-Button nbcoach-mod-primary" disabled={!job.canStart}>
          {wishes.run === 'prove' || wishes.run === 'observe' ? trans.__('Run and export') : trans.__('Export')}
        </button>
      </footer>
    </form>
  );
}

function Folder({ job, trans }: Omit<FormProps, 'close'>): React.JSX.Element {
  const [folder, setFolder] = React.useState(job.wishes.folder);
  const stands = job.plan?.stands;
  const isTaken = stands === 'other' && !job.trouble;
  const change = (event: React.ChangeEvent<HTMLInputElement>): void => {
    setFolder(event.target.value);
    job.wish({ folder: event.target.value.trim() });
  };
  return (
    <section>
      <label>
        {trans.__('Folder, next to the notebook')}
        <input
          type="text"
          className="jp-mod-styled nbcoach-Export-folder"
          value={folder}
          onChange={change}
          aria-invalid={isTaken || job.trouble !== ''}
          aria-describedby="nbcoach-export-trouble"
        />
      </label>
      <p id="nbcoach-export-trouble" role="alert" className="nbcoach-Export-trouble">
        {job.trouble || (isTaken ? trans.__('Something else stands there. Choose another folder.') : '')}
      </p>
      {stands === 'pipeline' && !job.trouble && <Standing job={job} trans={trans} />}
    </section>
  );
}

/** What happens to the pipeline that stands in the folder. */
function Standing({ job, trans }: Omit<FormProps, 'close'>): React.JSX.Element {
  const ways = [
    { over: 'merge', label: trans.__('Update it; what you edited in it stays') },
    { over: 'replace', label: trans.__('Replace it, edits and all; its runs stay') }
  ] as const;
  return (
    <fieldset>
      <legend>{trans.__('A pipeline stands there already')}</legend>
      {ways.map(({ over, label }) => (
        <label key={over} className="nbcoach-Choice">
          <input type="radio" name="nbcoach-over" checked={job.wishes.over === over} onChange={() => { job.wish({ over }); }} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function Ways({ job, trans }: Omit<FormProps, 'close'>): React.JSX.Element {
  const ways: readonly (readonly [How, string])[] = [
    ['auto', trans.__('where it is worth it')],
    ['one', trans.__('one step')],
    ['headings', trans.__('at headings')],
    ['tags', trans.__('at tags')]
  ];
  return (
    <div className="nbcoach-Export-ways">
      <label htmlFor="nbcoach-export-how">{trans.__('Cut')}</label>
      <select id="nbcoach-export-how" value={job.wishes.how} onChange={event => { job.wish({ how: event.target.value as How }); }}>
        {ways.map(([how, label]) => <option key={how} value={how}>{label}</option>)}
      </select>
      <span className="nbcoach-mod-quiet" role="status">
        {job.plan && trans._n('One step', '%1 steps, cut by %2', job.plan.steps.length, job.plan.cut)}
      </span>
    </div>
  );
}

/** The engine, and the files that will be written. */
function Written({ job, trans }: Omit<FormProps, 'close'>): React.JSX.Element {
  const { plan, wishes } = job;
  const files = plan?.files ?? [];
  const engines = plan?.engines ?? [];
  return (
    <section className="nbcoach-Export-written">
      <div className="nbcoach-Export-ways">
        <label htmlFor="nbcoach-export-engine">{trans.__('Engine')}</label>
        <select id="nbcoach-export-engine" value={wishes.engine} onChange={event => { job.wish({ engine: event.target.value }); }}>
          {engines.map(name => <option key={name} value={name}>{name}</option>)}
        </select>
        <span className="nbcoach-mod-quiet">{plan && trans.__('kernel %1', plan.kernel)}</span>
      </div>
      <details>
        <summary>{trans._n('%1 file will be written', '%1 files will be written', files.length)}</summary>
        <ul className="nbcoach-Export-files">
          {files.map(file => <li key={file}><code>{file}</code></li>)}
        </ul>
      </details>
    </section>
  );
}
