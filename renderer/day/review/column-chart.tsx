import { useTranslation } from 'react-i18next';
import type { ReviewSums } from '../../../shared/contract/review.ts';
import { formatRupees } from '../../../shared/domain/money.ts';
import { openFigure } from '../day-view.ts';
import { FigureButton } from './figure-button.tsx';
import { figureId, type Opened } from './figures.ts';
import { shortRupees } from './words.ts';

/** A column: what it stands for, its figure and the one some weeks before. */
export type Column = {
  readonly name: string;
  /** The name in full, for the table and for those who can't see the chart. */
  readonly fullName: string;
  readonly figure: Opened;
  readonly sums: ReviewSums;
  readonly before: { readonly figure: Opened; readonly sums: ReviewSums };
  /** What came back, where the table has room for it. */
  readonly credits?: { readonly figure: Opened; readonly sums: ReviewSums };
};

type ChartProps = {
  readonly id: string;
  readonly title: string;
  readonly legend: { readonly now: string; readonly before: string };
  readonly firstColumn: string;
  readonly columns: readonly Column[];
  /** The table is open from the start, as on paper. */
  readonly whole: boolean;
};

/** How high a bar is, in hundredths of the chart. */
function percentOf(amount: number, most: number): string {
  return most <= 0 || amount <= 0 ? '0' : `${Math.max(1, Math.round((amount * 100) / most))}%`;
}

/** One bar; nothing at all where nothing was sold. */
function Bar({
  look,
  amount,
  most,
}: {
  readonly look: 'column-now' | 'column-before';
  readonly amount: number;
  readonly most: number;
}) {
  const classes = `column-bar ${look}${amount <= 0 ? ' column-none' : ''}`;
  return <span className={classes} style={{ height: percentOf(amount, most) }} />;
}

/** A pair of bars: filled for these days, outlined for those before; the amount stands above. */
function Bars({ column, most }: { readonly column: Column; readonly most: number }) {
  const { t } = useTranslation();
  const { sums, before, fullName, name, figure } = column;
  const label = t('review.chart.column', {
    what: fullName,
    amount: formatRupees(sums.amountPaise),
    count: sums.billCount,
    before: formatRupees(before.sums.amountPaise),
  });
  const bars = (
    <>
      <span className="column-amount figures" aria-hidden="true">
        {sums.amountPaise === 0 ? '' : shortRupees(sums.amountPaise)}
      </span>
      <span className="column-bars" aria-hidden="true">
        <Bar look="column-now" amount={sums.amountPaise} most={most} />
        <Bar look="column-before" amount={before.sums.amountPaise} most={most} />
      </span>
      <span className="column-name figures" aria-hidden="true">
        {name}
      </span>
    </>
  );
  if (sums.billCount === 0) {
    return (
      <span className="column">
        {bars}
        <span className="visually-hidden">{label}</span>
      </span>
    );
  }
  return (
    <button
      type="button"
      className="column"
      title={label}
      data-figure={figureId(figure)}
      onClick={() => openFigure(figure)}
    >
      {bars}
      <span className="visually-hidden">{label}</span>
    </button>
  );
}

/** The same figures as a table, the exact amounts with it. */
function ChartTable({ columns, firstColumn }: Pick<ChartProps, 'columns' | 'firstColumn'>) {
  const { t } = useTranslation();
  const hasCredits = columns.some(({ credits }) => credits !== undefined);
  return (
    <table className="order-table figure-table">
      <thead>
        <tr>
          <th scope="col">{firstColumn}</th>
          <th scope="col">{t('review.chart.bills')}</th>
          <th scope="col">{t('review.chart.sales')}</th>
          {hasCredits ? <th scope="col">{t('review.chart.creditNotes')}</th> : null}
          <th scope="col">{t('review.chart.beforeSales')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ fullName, figure, sums, before, credits }) => (
          <tr key={fullName}>
            <th scope="row">{fullName}</th>
            <td>
              <FigureButton figure={{ ...figure, measure: 'bills' }} sums={sums} what={fullName} />
            </td>
            <td>
              <FigureButton figure={figure} sums={sums} what={fullName} />
            </td>
            {credits === undefined ? null : (
              <td>
                <FigureButton {...credits} what={fullName} />
              </td>
            )}
            <td>
              <FigureButton {...before} what={fullName} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Columns that read without colour: filled and outlined bars, the amount above each, and a table that says the same. Each opens its orders. */
export function ColumnChart({ id, title, legend, firstColumn, columns, whole }: ChartProps) {
  const { t } = useTranslation();
  const most = Math.max(
    0,
    ...columns.flatMap(({ sums, before }) => [sums.amountPaise, before.sums.amountPaise]),
  );
  return (
    <section className="card chart" aria-labelledby={id}>
      <div className="chart-head">
        <h2 id={id}>{title}</h2>
        <p className="chart-legend small">
          <span>
            <span className="chart-key column-now" aria-hidden="true" /> {legend.now}
          </span>
          <span>
            <span className="chart-key column-before" aria-hidden="true" /> {legend.before}
          </span>
        </p>
      </div>
      <ul className="columns" aria-labelledby={id}>
        {columns.map((column) => (
          <li key={column.fullName}>
            <Bars column={column} most={most} />
          </li>
        ))}
      </ul>
      <details className="chart-table" open={whole}>
        <summary>{t('review.chart.table')}</summary>
        <ChartTable columns={columns} firstColumn={firstColumn} />
      </details>
    </section>
  );
}
