import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import type { LeftOutParameter, PlannedParameter } from '../../server';
import type { ExportJob } from './job';

interface Props {
  readonly job: ExportJob;
  readonly trans: TranslationBundle;
}

/** What a run may set: tick, name, type and default of each. */
export function Parameters({ job, trans }: Props): React.JSX.Element {
  const parameters = job.plan?.parameters ?? [];
  return (
    <>
      {parameters.length === 0 ? (
        <p className="nbcoach-mod-quiet">{trans.__('No parameters were found: every run will do the same.')}</p>
      ) : (
        <div className="nbcoach-Export-wide">
          <table className="nbcoach-Export-parameters">
            <thead>
              <tr>
                <th scope="col">{trans.__('Parameter')}</th>
                <th scope="col">{trans.__('Type')}</th>
                <th scope="col">{trans.__('Default')}</th>
                <th scope="col">{trans.__('Found')}</th>
              </tr>
            </thead>
            <tbody>
              {parameters.map(each => <Row key={each.name} parameter={each} job={job} trans={trans} />)}
            </tbody>
          </table>
        </div>
      )}
      <LeftOut left={job.plan?.left_out ?? []} trans={trans} />
    </>
  );
}

function Row({ parameter, job, trans }: Props & { parameter: PlannedParameter }): React.JSX.Element {
  const { name, types, reason, cell, help } = parameter;
  const taken = job.isTaken(parameter);
  const isRenamed = parameter.origin !== 'hoisted' && job.wishes.names[name] !== undefined;
  const type = job.wishes.types[name] ?? parameter.type;
  const setType = (event: React.ChangeEvent<HTMLSelectElement>): void => {
    job.wish({ types: { ...job.wishes.types, [name]: event.target.value } });
  };
  return (
    <tr className={taken ? '' : 'nbcoach-mod-off'}>
      <th scope="row">
        <div>
          <label title={help}>
            <input type="checkbox" aria-label={name} checked={taken} onChange={event => { job.take(name, event.target.checked); }} />
            {!taken && name}
          </label>
          {taken && <Name parameter={parameter} job={job} trans={trans} />}
        </div>
        <p id={misnamedId(name)} role="alert" className="nbcoach-Export-trouble">{taken ? parameter.misnamed : ''}</p>
      </th>
      <td>
        {taken && types.length > 1 ? (
          <select value={type} onChange={setType} aria-label={trans.__('Type of %1', name)}>
            {types.map(each => <option key={each} value={each}>{typeWord(each, trans)}</option>)}
          </select>
        ) : (
          typeWord(type, trans)
        )}
      </td>
      <td>{taken ? <Default parameter={{ ...parameter, type }} job={job} trans={trans} /> : <code>{parameter.default}</code>}</td>
      <td className="nbcoach-mod-quiet">
        {trans.__('cell %1: %2', cell + 1, help || reason)}
        {taken && isRenamed && <> · {trans.__('%1 in the notebook', name)}</>}
      </td>
    </tr>
  );
}

/** What a parameter is called from outside; an empty field leaves the name that the notebook has. */
function Name({ parameter: { name, misnamed }, job, trans }: Props & { parameter: PlannedParameter }): React.JSX.Element {
  const [text, setText] = React.useState(job.wishes.names[name] ?? name);
  const set = (value: string): void => {
    const others = Object.entries(job.wishes.names).filter(([each]) => each !== name);
    const wished = value.trim();
    setText(value);
    job.wish({ names: Object.fromEntries(wished && wished !== name ? [...others, [name, wished]] : others) });
  };
  return (
    <input
      type="text"
      className="jp-mod-styled"
      value={text}
      placeholder={name}
      spellCheck={false}
      aria-label={trans.__('Name of %1', name)}
      aria-invalid={misnamed !== ''}
      aria-describedby={misnamedId(name)}
      onChange={event => { set(event.target.value); }}
    />
  );
}

function misnamedId(name: string): string {
  return `nbcoach-misnamed-${name}`;
}

/** The default of a parameter; the text in the field is its own while somebody types. */
function Default({ parameter, job, trans }: Props & { parameter: PlannedParameter }): React.JSX.Element {
  const { name, type } = parameter;
  const own = plain(parameter);
  const [text, setText] = React.useState(job.wishes.values[name] ?? own);
  const set = (value: string): void => {
    const others = Object.entries(job.wishes.values).filter(([each]) => each !== name);
    setText(value);
    job.wish({ values: Object.fromEntries(value === own ? others : [...others, [name, value]]) });
  };
  const label = trans.__('Default of %1', name);
  if (type === 'boolean') {
    return (
      <select value={text} onChange={event => { set(event.target.value); }} aria-label={label}>
        <option value="true">true</option>
        <option value="false">false</option>
      </select>
    );
  }
  const isWrong = !fits(text, type);
  return (
    <input
      type="text"
      className="jp-mod-styled"
      value={text}
      aria-label={label}
      aria-invalid={isWrong}
      title={isWrong ? trans.__('This is not of the type %1.', typeWord(type, trans)) : ''}
      onChange={event => { set(event.target.value); }}
    />
  );
}

function LeftOut({ left, trans }: { left: readonly LeftOutParameter[]; trans: TranslationBundle }): React.JSX.Element | null {
  return left.length === 0 ? null : (
    <details>
      <summary>{trans._n('%1 value cannot be a parameter', '%1 values cannot be parameters', left.length)}</summary>
      <ul>
        {left.map(({ name, cell, reason }) => (
          <li key={`${name} ${cell}`}>
            <code>{name}</code> {trans.__('(cell %1): %2', cell + 1, reason)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A default as a person types it: text without quotes, all else as JSON. */
function plain({ default: text, type }: PlannedParameter): string {
  const value: unknown = type === 'string' ? JSON.parse(text) : null;
  return typeof value === 'string' ? value : text;
}

/** Whether a text can be of a type at all; ranges are the server's to check. */
export function fits(text: string, type: string): boolean {
  switch (type) {
    case 'integer':
      return /^\s*[+-]?\d[\d_]*\s*$/.test(text);
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text.replaceAll('_', '')));
    case 'array':
    case 'object':
      return isJson(text);
    default:
      return true;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function typeWord(type: string, trans: TranslationBundle): string {
  const known: Record<string, string> = {
    integer: trans.__('whole number'),
    number: trans.__('number'),
    string: trans.__('text'),
    boolean: trans.__('yes or no'),
    array: trans.__('list'),
    object: trans.__('mapping'),
    '': trans.__('any')
  };
  return known[type] ?? type;
}
