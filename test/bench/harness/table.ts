import { summarise, type Ratio, type Samples, type Summary } from './figures.ts';

/** What a figure counts. */
export type Unit = 'ms' | 'frames' | 'fsyncs' | 'rows/s';

/** What a work has to reach: `at` of its samples at most `limit`, or a ratio of at least, or at most, `limit`. */
export type Target = {
  readonly of: 'p50' | 'p99' | 'worst' | 'ratio';
  readonly limit: number;
  readonly side: 'at most' | 'at least';
};

/** A ratio with what stands above and below its line. */
export type Compared = { readonly label: string; readonly ratio: Ratio };

/** One line of a table. */
export type Row = Summary & {
  readonly what: string;
  readonly unit: Unit;
  readonly target: Target | null;
  readonly compared: Compared | null;
};

/** Makes a row from samples. */
export function rowOf(
  what: string,
  samples: Samples,
  more: { readonly unit?: Unit; readonly target?: Target | null; readonly compared?: Compared | null } = {},
): Row {
  const { unit = 'ms', target = null, compared = null } = more;
  return { what, ...summarise(samples), unit, target, compared };
}

/** At most `limit` at the named figure. */
export function atMost(of: Target['of'], limit: number): Target {
  return { of, limit, side: 'at most' };
}

/** Whether a row reaches its target; null where it has none, or where the run gives no verdict on ratios. */
export function isMet(row: Row, ratiosAreSure: boolean): boolean | null {
  const { target, compared } = row;
  if (target === null) return null;
  if (target.of === 'ratio' && (compared === null || !ratiosAreSure)) return null;
  const figure = target.of === 'ratio' ? (compared?.ratio.median ?? Number.NaN) : row[target.of];
  return target.side === 'at most' ? figure <= target.limit : figure >= target.limit;
}

function figureText(figure: number): string {
  if (!Number.isFinite(figure)) return '–';
  const digits = figure >= 100 ? 0 : figure >= 10 ? 1 : figure >= 0.1 ? 2 : 3;
  return new Intl.NumberFormat('en', { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(
    figure,
  );
}

function targetText(row: Row, ratiosAreSure: boolean): string {
  const { target } = row;
  if (target === null) return '';
  const sign = target.side === 'at most' ? '≤' : '≥';
  const unit = target.of === 'ratio' ? '' : ` ${row.unit}`;
  const met = isMet(row, ratiosAreSure);
  const verdict = met === null ? 'no verdict' : met ? 'met' : 'missed';
  return `${target.of} ${sign} ${target.limit}${unit}: ${verdict}`;
}

function comparedText({ compared }: Row): string {
  if (compared === null) return '';
  const { label, ratio } = compared;
  return `${label} ${figureText(ratio.median)} (${figureText(ratio.min)}–${figureText(ratio.max)})`;
}

/** The rows as a table in Markdown, which reads as well in a terminal as in docs/performance.md. */
export function tableText(rows: readonly Row[], ratiosAreSure: boolean): string {
  const head = ['work', 'times', 'p50', 'p99', 'worst', 'target', 'ratio: median (min–max)'];
  const cells = rows.map((row) => [
    row.what,
    String(row.count),
    ...[row.p50, row.p99, row.worst].map((figure) =>
      row.unit === 'ms' ? `${figureText(figure)} ms` : `${figureText(figure)} ${row.unit}`,
    ),
    targetText(row, ratiosAreSure),
    comparedText(row),
  ]);
  const widths = head.map((title, at) =>
    Math.max(title.length, ...cells.map((line) => line[at]?.length ?? 0)),
  );
  const lineOf = (line: readonly string[]): string =>
    `| ${line.map((text, at) => (at === 0 || at > 4 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, at) =>
    at === 0 || at > 4 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [lineOf(head), `| ${rule.join(' | ')} |`, ...cells.map(lineOf)].join('\n');
}
