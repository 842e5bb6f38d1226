import { useTranslation } from 'react-i18next';
import type { Review, ReviewFigure } from '../../../shared/contract/review.ts';
import { FigureButton } from './figure-button.tsx';
import { figureOf, figuresOf } from './figures.ts';
import { keyWords } from './words.ts';

const sums = ['taxable', 'cgst', 'sgst', 'igst', 'total'] as const;

type Range = { readonly from: string; readonly to: string };

function Row({
  name,
  figure,
  range,
  columns,
}: {
  readonly name: string;
  readonly figure: ReviewFigure;
  readonly range: Range;
  readonly columns: ReadonlyArray<(typeof sums)[number]>;
}) {
  const { t } = useTranslation();
  const { dimension, key } = figure;
  return (
    <tr>
      <th scope="row">{name}</th>
      {columns.map((column) => (
        <td key={column}>
          <FigureButton
            figure={{ dimension, key, ...range, measure: column === 'total' ? 'tax' : column }}
            sums={figure}
            what={`${t(`review.taxes.${column}`)}, ${name}`}
          />
        </td>
      ))}
    </tr>
  );
}

type TableProps = {
  readonly id: string;
  readonly title: string;
  readonly rates: readonly ReviewFigure[];
  readonly whole: ReviewFigure;
  readonly range: Range;
};

/** Taxes by rate with their sum. IGST has its column only where there was any. */
function Table({ id, title, rates, whole, range }: TableProps) {
  const { t } = useTranslation();
  const columns = sums.filter((column) => column !== 'igst' || whole.igstPaise !== 0);
  const sorted = rates.toSorted((a, b) => Number(a.key) - Number(b.key));
  return (
    <section className="card stack-s" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <table className="order-table figure-table">
        <thead>
          <tr>
            <th scope="col">{t('review.taxes.rate')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`review.taxes.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.map((figure) => (
            <Row
              key={figure.key}
              name={keyWords(t, figure)}
              figure={figure}
              range={range}
              columns={columns}
            />
          ))}
        </tbody>
        <tfoot>
          <Row name={t('review.taxes.sum')} figure={whole} range={range} columns={columns} />
        </tfoot>
      </table>
    </section>
  );
}

/** The taxes in what was sold, and in what was credited. */
export function TaxTables({ review }: { readonly review: Review }) {
  const { t } = useTranslation();
  const { from, to } = review;
  const credited = figuresOf(review, 'refund-tax');
  return (
    <>
      <Table
        id="review-taxes"
        title={t('review.taxes.title')}
        rates={figuresOf(review, 'tax')}
        whole={figureOf(review, 'sales')}
        range={{ from, to }}
      />
      {credited.length === 0 ? null : (
        <Table
          id="review-credit-taxes"
          title={t('review.taxes.credit')}
          rates={credited}
          whole={figureOf(review, 'refunds')}
          range={{ from, to }}
        />
      )}
    </>
  );
}
