import type { FileFinding, FileHints } from '../../server';
import { SEVERITIES, type Severity } from '../../marks';

/** A notebook as a row of the heat map: how much was found in each area. */
export interface Row {
  readonly path: string;
  readonly findings: readonly FileFinding[];
  readonly areas: ReadonlyMap<string, Heat>;
}

/** What was found in one area of a notebook. */
export interface Heat {
  readonly count: number;
  readonly errors: number;
}

/** A finding with its notebook. */
export interface Found {
  readonly path: string;
  readonly finding: FileFinding;
}

export interface Order<Column extends string> {
  readonly column: Column;
  readonly isDescending: boolean;
}

/** What is shown of a report: one notebook, one area (null for all), and the severities that are left out. */
export interface Choice {
  readonly path: string | null;
  readonly area: string | null;
  readonly hidden: ReadonlySet<Severity>;
}

export function rowsOf(files: readonly FileHints[], hidden: ReadonlySet<Severity>): Row[] {
  return files
    .filter(file => !file.skipped && !file.problem)
    .map(file => {
      const findings = file.findings.filter(each => !hidden.has(each.severity));
      return { path: file.path, findings, areas: heatOf(findings) };
    });
}

function heatOf(findings: readonly FileFinding[]): Map<string, Heat> {
  const areas = new Map<string, Heat>();
  for (const { area, severity } of findings) {
    const { count, errors } = areas.get(area) ?? { count: 0, errors: 0 };
    areas.set(area, { count: count + 1, errors: errors + (severity === 'error' ? 1 : 0) });
  }
  return areas;
}

/** All areas in which something was found, the fullest first. */
export function areasOf(rows: readonly Row[]): string[] {
  const counts = new Map<string, number>();
  rows.forEach(row => { row.areas.forEach(({ count }, area) => counts.set(area, (counts.get(area) ?? 0) + count)); });
  return [...counts].sort((one, other) => other[1] - one[1] || one[0].localeCompare(other[0])).map(([area]) => area);
}

/** Sorted by `path`, by `all`, or by an area. */
export function sortedRows(rows: readonly Row[], { column, isDescending }: Order<string>): Row[] {
  const amount = (row: Row): number => (column === 'all' ? row.findings.length : (row.areas.get(column)?.count ?? 0));
  const by = (one: Row, other: Row): number =>
    (column === 'path' ? 0 : amount(one) - amount(other)) || (column === 'path' ? one : other).path.localeCompare((column === 'path' ? other : one).path);
  return [...rows].sort((one, other) => (isDescending ? by(other, one) : by(one, other)));
}

export type FoundColumn = 'severity' | 'check' | 'path';

export function foundIn(rows: readonly Row[], { path, area }: Choice): Found[] {
  return rows
    .filter(row => path === null || row.path === path)
    .flatMap(row => row.findings.filter(each => area === null || each.area === area).map(finding => ({ path: row.path, finding })));
}

export function sortedFound(found: readonly Found[], { column, isDescending }: Order<FoundColumn>): Found[] {
  const keys: Record<FoundColumn, (one: Found, other: Found) => number> = {
    severity: (one, other) => SEVERITIES.indexOf(one.finding.severity) - SEVERITIES.indexOf(other.finding.severity),
    check: (one, other) => one.finding.check.localeCompare(other.finding.check),
    path: (one, other) => one.path.localeCompare(other.path)
  };
  const place = (one: Found, other: Found): number =>
    one.path.localeCompare(other.path) || (one.finding.cell ?? -1) - (other.finding.cell ?? -1) || (one.finding.line ?? 0) - (other.finding.line ?? 0);
  const sign = isDescending ? -1 : 1;
  return [...found].sort((one, other) => sign * keys[column](one, other) || place(one, other));
}

/** How dark a cell of the heat map is, from 0 for nothing to 4. */
export function shade(count: number): number {
  return count === 0 ? 0 : Math.min(1 + Math.floor(Math.log2(count)), 4);
}
