import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { Hint } from './server';

export type Severity = Hint['severity'];

/** From the gravest to the mildest. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'hint'];

/** Each severity has a shape of its own, so that nobody has to tell colours apart. */
const SHAPES: Record<Severity, React.JSX.Element> = {
  error: <path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2zM7.1 4v5h1.8V4zm0 6.4v1.8h1.8v-1.8z" fillRule="evenodd" />,
  warning: <path d="M8 1.2 15.6 15H.4zM7.1 6v4.4h1.8V6zm0 5.4v1.8h1.8v-1.8z" fillRule="evenodd" />,
  hint: <circle cx="8" cy="8" r="4.4" />
};

/** The sign of a severity, with its word for those who do not see it; an empty one where the word stands beside it. */
export function SeverityMark({ severity, label }: { severity: Severity; label: string }): React.JSX.Element {
  return (
    <svg
      className={`nbcoach-Mark nbcoach-mod-${severity}`}
      viewBox="0 0 16 16"
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}
    >
      {label && <title>{label}</title>}
      {SHAPES[severity]}
    </svg>
  );
}

export function severityWord(severity: Severity, trans: TranslationBundle): string {
  return { error: trans.__('Error'), warning: trans.__('Warning'), hint: trans.__('Hint') }[severity];
}

/** The name of an area as a person reads it; areas of other packages keep their own. */
export function areaWord(area: string, trans: TranslationBundle): string {
  const known: Record<string, string> = {
    reproducibility: trans.__('Reproducibility'),
    data: trans.__('Data'),
    tracking: trans.__('Tracking'),
    evaluation: trans.__('Evaluation'),
    deployment: trans.__('Deployment'),
    observability: trans.__('Observability'),
    governance: trans.__('Governance'),
    llm: trans.__('Language models')
  };
  return known[area] ?? area;
}

/** A sentence of the coach, in which code stands between backticks. */
export function Said({ text }: { text: string }): React.JSX.Element {
  const pieces = text.split('`');
  return <>{pieces.map((piece, index) => (index % 2 ? <code key={index}>{piece}</code> : piece))}</>;
}
