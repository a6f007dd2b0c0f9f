import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { areaWord, SeverityMark, severityWord, SEVERITIES, type Severity } from '../../marks';
import { FindingsTable } from './findings';
import { HeatMap } from './heat';
import { foundIn, rowsOf, type Choice, type Found } from './rows';
import type { Survey } from './survey';

export interface ReportProps {
  readonly survey: Survey;
  readonly trans: TranslationBundle;
  openNotebook(path: string): void;
  openFinding(found: Found): void;
}

const EVERYTHING: Choice = { path: null, area: null, hidden: new Set() };

/** The report of a folder: how far it is, the notebooks by area, and the findings. */
export function Report(props: ReportProps): React.JSX.Element {
  const { survey, trans } = props;
  const [choice, choose] = React.useState<Choice>(EVERYTHING);
  const rows = rowsOf(survey.files, choice.hidden);
  const found = foundIn(rows, choice);
  const hasFindings = survey.files.some(file => file.findings.length > 0);
  return (
    <>
      <header>
        <h1>{trans.__('Coach report: %1', survey.path || trans.__('all files'))}</h1>
        <Progress survey={survey} trans={trans} />
      </header>
      {survey.files.length > 0 && <Summary survey={survey} choice={choice} choose={choose} trans={trans} />}
      {hasFindings && (
        <>
          <HeatMap
            rows={rows}
            choice={choice}
            trans={trans}
            choose={(path, area) => { choose({ ...choice, path, area }); }}
            open={props.openNotebook}
          />
          <section aria-labelledby="nbcoach-found">
            <h2 id="nbcoach-found">
              {headline(choice, found.length, trans)}
              {choice.path !== null && (
                <button type="button" className="nbcoach-Link" onClick={() => { choose({ ...choice, path: null, area: null }); }}>
                  {trans.__('Show all')}
                </button>
              )}
            </h2>
            <FindingsTable key={`${choice.path} ${choice.area}`} found={found} trans={trans} open={props.openFinding} />
          </section>
        </>
      )}
      <Unread survey={survey} trans={trans} />
    </>
  );
}

function headline({ path, area }: Choice, count: number, trans: TranslationBundle): string {
  const what = trans._n('%1 hint', '%1 hints', count);
  const where = [path, area && areaWord(area, trans)].filter(Boolean).join(' · ');
  return where ? trans.__('%1 in %2', what, where) : what;
}

function Progress({ survey, trans }: Pick<ReportProps, 'survey' | 'trans'>): React.JSX.Element {
  const { state, files, total, trouble } = survey;
  const isRunning = state === 'listing' || state === 'running';
  const words = {
    listing: trans.__('Looking for notebooks …'),
    running: trans.__('%1 of %2 notebooks', files.length, total),
    done: trans._n('%1 notebook looked at', '%1 notebooks looked at', total),
    cancelled: trans.__('Stopped after %1 of %2 notebooks', files.length, total),
    failed: trans.__('The folder could not be looked at: %1', trouble)
  };
  return (
    <div className="nbcoach-Report-progress">
      {isRunning && <progress max={total || 1} value={state === 'listing' ? undefined : files.length} aria-label={trans.__('Progress')} />}
      <span role="status">{state === 'done' && total === 0 ? trans.__('No notebooks here.') : words[state]}</span>
      {isRunning ? (
        <button type="button" className="nbcoach-Button" onClick={() => { survey.cancel(); }}>
          {trans.__('Cancel')}
        </button>
      ) : (
        <button type="button" className="nbcoach-Button" onClick={() => void survey.run()}>
          {trans.__('Look again')}
        </button>
      )}
    </div>
  );
}

interface SummaryProps extends Pick<ReportProps, 'survey' | 'trans'> {
  readonly choice: Choice;
  choose(choice: Choice): void;
}

/** The numbers that sum up; those of the severities switch them off and on. */
function Summary({ survey, choice, choose, trans }: SummaryProps): React.JSX.Element {
  const read = survey.files.filter(file => !file.problem && !file.skipped);
  const clean = read.filter(file => file.findings.length === 0).length;
  const count = (severity: Severity): number => read.reduce((sum, file) => sum + file.findings.filter(each => each.severity === severity).length, 0);
  const toggle = (severity: Severity): void => {
    const hidden = new Set(choice.hidden);
    if (!hidden.delete(severity)) {
      hidden.add(severity);
    }
    choose({ ...choice, hidden });
  };
  return (
    <div className="nbcoach-Report-summary">
      <span>{trans._n('%1 notebook without hints', '%1 notebooks without hints', clean)}</span>
      {SEVERITIES.map(severity => (
        <button
          key={severity}
          type="button"
          className="nbcoach-Chip"
          aria-pressed={!choice.hidden.has(severity)}
          onClick={() => { toggle(severity); }}
        >
          <SeverityMark severity={severity} label="" />
          {severityWord(severity, trans)} <b>{count(severity)}</b>
        </button>
      ))}
    </div>
  );
}

/** What could not be read, and what was left alone. */
function Unread({ survey, trans }: Pick<ReportProps, 'survey' | 'trans'>): React.JSX.Element | null {
  const files = survey.files.filter(file => file.problem || file.skipped);
  const lines = [
    ...survey.problems,
    ...files.map(file => file.problem || trans.__('%1 was left alone: %2', file.path, file.skipped))
  ];
  return lines.length === 0 ? null : (
    <section aria-labelledby="nbcoach-unread">
      <h2 id="nbcoach-unread">{trans.__('Not read')}</h2>
      <ul>{lines.map(line => <li key={line}>{line}</li>)}</ul>
    </section>
  );
}
