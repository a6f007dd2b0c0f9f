import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { Said, SeverityMark } from '../../marks';
import type { ExportAnswer, ExportLesson, Parting } from '../../server';
import type { FormProps } from './form';
import { Merged } from './steps';

export interface Actions {
  /** Shows a folder in the file browser. */
  showFolder(path: string): void;
  open(path: string): void;
  /** Brings a cell of the notebook into view, counted from 0. */
  showCell(cell: number): void;
}

export type ResultProps = FormProps & { readonly actions: Actions };

/** What came of an export. */
export function ResultView(props: ResultProps): React.JSX.Element {
  const { job, trans, close } = props;
  const { status } = job;
  const result = status?.state === 'done' ? status.result : null;
  return (
    <>
      {result ? <Written {...props} result={result} /> : <NotWritten {...props} />}
      <footer>
        {!result && <button type="button" className="nbcoach-Button" onClick={() => { job.again(); }}>{trans.__('Back')}</button>}
        <button type="button" className="nbcoach-Button nbcoach-mod-primary" onClick={close}>{trans.__('Close')}</button>
      </footer>
    </>
  );
}

function NotWritten({ job, trans }: ResultProps): React.JSX.Element {
  const { status } = job;
  const isStopped = status?.state === 'stopped';
  return (
    <>
      <h3 tabIndex={-1} role="status">
        {isStopped ? trans.__('Stopped') : <><SeverityMark severity="error" label="" /> {trans.__('Not exported')}</>}
      </h3>
      <p>{isStopped ? trans.__('The kernels were ended, the copies are removed, and nothing was written.') : status?.error?.message}</p>
      {status?.error?.cure && <p>{status.error.cure}</p>}
    </>
  );
}

function Written({ result, trans, actions, close }: ResultProps & { result: ExportAnswer }): React.JSX.Element {
  const then = (work: () => void) => (): void => {
    close();
    work();
  };
  return (
    <>
      <Verdict result={result} trans={trans} />
      {result.first_difference && (
        <Sides first={result.first_difference} cause={result.cause} trans={trans} show={cell => { then(() => { actions.showCell(cell); })(); }} />
      )}
      {result.warnings.map(warning => <p key={warning} className="nbcoach-Export-warning">{warning}</p>)}
      {result.kept.length > 0 && <p>{trans.__('Your edits were kept in %1.', result.kept.join(', '))}</p>}
      <Lessons lessons={result.lessons} trans={trans} />
      <Merged cuts={result.merged} trans={trans} />
      <div className="nbcoach-Export-open">
        <button type="button" className="nbcoach-Button" onClick={then(() => { actions.showFolder(result.folder); })}>{trans.__('Show the folder')}</button>
        <button type="button" className="nbcoach-Button" onClick={then(() => { actions.open(result.pipeline); })}>{trans.__('Open pipeline.yaml')}</button>
        <button type="button" className="nbcoach-Button" onClick={then(() => { actions.open(result.report); })}>{trans.__('Open the report')}</button>
      </div>
    </>
  );
}

function Verdict({ result, trans }: { result: ExportAnswer; trans: TranslationBundle }): React.JSX.Element {
  const { outcome, counts, outputs, variables, written, steps, folder, reason } = result;
  const words = {
    verified: trans.__('The pipeline gives what the notebook gives.'),
    partial: trans.__('A cell of the notebook fails; what stands above it became a pipeline with equal results.'),
    differs: trans.__('The pipeline does not give what the notebook gives. It was set aside, so that nobody takes it for its equal.'),
    unverified: trans.__('Nobody has proven that it gives what the notebook gives.')
  };
  const compared = outputs + variables + written > 0;
  return (
    <section className={`nbcoach-Verdict nbcoach-mod-${outcome}`}>
      <h3 tabIndex={-1} role="status">
        <span aria-hidden="true">{{ verified: '✓', partial: '◐', differs: '≠', unverified: '○' }[outcome]}</span> {result.verdict}
      </h3>
      <p>{words[outcome]}</p>
      <p>{trans._n('One step in %2', '%1 steps in %2', steps.length, folder)}</p>
      {compared && (
        <>
          <p>{trans.__('Compared: %1 outputs, %2 variables, %3 written files.', outputs, variables, written)}</p>
          <dl className="nbcoach-Counts">
            <Count word={trans.__('equal')} number={counts.equal} />
            <Count word={trans.__('equal as far as one can tell')} number={counts.weak} />
            <Count word={trans.__('vary in the notebook itself')} number={counts.noise} />
            <Count word={trans.__('differ')} number={counts.differs} />
          </dl>
        </>
      )}
      {reason && outcome !== 'unverified' && <p>{reason}</p>}
    </section>
  );
}

function Count({ word, number }: { word: string; number: number }): React.JSX.Element | null {
  return number === 0 ? null : (
    <div>
      <dt>{word}</dt>
      <dd>{number}</dd>
    </div>
  );
}

interface SidesProps {
  readonly first: Parting;
  readonly cause: string;
  readonly trans: TranslationBundle;
  show(cell: number): void;
}

/** The first place at which they part, side by side. */
function Sides({ first, cause, trans, show }: SidesProps): React.JSX.Element {
  const { what, name, cell, step, where, expected, got } = first;
  const title = { output: trans.__('What it shows differs'), failure: trans.__('The pipeline fails'), variable: trans.__('The variable %1 differs', name), file: trans.__('The file %1 differs', name) }[what];
  return (
    <section aria-labelledby="nbcoach-parting">
      <h4 id="nbcoach-parting">{[title, ...(step ? [trans.__('step %1', step)] : []), where].filter(Boolean).join(' · ')}</h4>
      <div className="nbcoach-Sides">
        <figure>
          <figcaption>{trans.__('Expected, from the notebook')}</figcaption>
          <pre tabIndex={0}>{expected}</pre>
        </figure>
        <figure>
          <figcaption>{trans.__('Got, from the pipeline')}</figcaption>
          <pre tabIndex={0}>{got}</pre>
        </figure>
      </div>
      {cause && <p>{trans.__('Likely cause: %1', cause)}</p>}
      {cell !== null && <button type="button" className="nbcoach-Link" onClick={() => { show(cell); }}>{trans.__('Show cell %1', cell + 1)}</button>}
    </section>
  );
}

function Lessons({ lessons, trans }: { lessons: readonly ExportLesson[]; trans: TranslationBundle }): React.JSX.Element | null {
  return lessons.length === 0 ? null : (
    <section aria-labelledby="nbcoach-lessons">
      <h4 id="nbcoach-lessons">{trans.__('What stood in the way')}</h4>
      <ul className="nbcoach-Lessons">
        {lessons.map(({ title, why, cure, check, cell }) => (
          <li key={`${title} ${cell}`}>
            <b>{title}</b>{cell !== null && trans.__(' (cell %1)', cell + 1)} {check && <code>{check}</code>}
            <p>{why}</p>
            <p><Said text={cure} /></p>
          </li>
        ))}
      </ul>
    </section>
  );
}
