import { useTranslation } from 'react-i18next';
import type { Review, ReviewFigure } from '../../../shared/contract/review.ts';
import { formatRupees, subtractPaise } from '../../../shared/domain/money.ts';
import { FigureButton } from './figure-button.tsx';
import { amountOf, figureOf, percentMore, type Measure, type Opened } from './figures.ts';
import { hourWords, rangeWords } from './words.ts';

/** By how much one is more or less than the other, in words: never by colour or sign alone. */
function Difference({ now, before }: { readonly now: number; readonly before: number }) {
  const { t } = useTranslation();
  const percent = percentMore(now, before);
  if (percent === null) return <span className="soft">· {t('review.noCompare')}</span>;
  if (percent === 0) return <span>{t('review.same')}</span>;
  const words = percent > 0 ? 'review.more' : 'review.less';
  return (
    <strong>
      <span aria-hidden="true">{percent > 0 ? '▲ ' : '▼ '}</span>
      {t(words, { percent: Math.abs(percent) })}
    </strong>
  );
}

type Side = { readonly from: string; readonly to: string; readonly figure: ReviewFigure };

function opened({ from, to, figure }: Side, measure: Measure): Opened {
  const { dimension, key } = figure;
  return { dimension, key, from, to, measure };
}

const valueOf = ({ figure }: Side, measure: Measure): number =>
  measure === 'bills' ? figure.billCount : amountOf(figure, measure);

/** One of the main figures, with what it was some weeks before. */
function Tile({
  label,
  measure,
  now,
  before,
  sofar = null,
  note,
}: {
  readonly label: string;
  readonly measure: Measure;
  readonly now: Side;
  readonly before: Side;
  /** Both sides until the same hour of the day. */
  readonly sofar?: { readonly now: Side; readonly before: Side; readonly hour: string } | null;
  readonly note?: string;
}) {
  const { t, i18n } = useTranslation();
  const compared = sofar ?? { now, before };
  const date = rangeWords(t, before.from, before.to, i18n.language);
  const beforeWords =
    sofar === null ? t('review.before', { date }) : t('review.beforeUntil', { date, hour: sofar.hour });
  return (
    <section className="tile" aria-label={label}>
      <h2 className="tile-name">{label}</h2>
      <FigureButton figure={opened(now, measure)} sums={now.figure} what={label} className="tile-figure" />
      {sofar === null ? null : (
        <p className="small">
          {t('review.until', { hour: sofar.hour })}{' '}
          <FigureButton figure={opened(sofar.now, measure)} sums={sofar.now.figure} what={label} />
        </p>
      )}
      <p className="small tile-before">
        <span className="soft">{beforeWords}</span>{' '}
        <FigureButton
          figure={opened(compared.before, measure)}
          sums={compared.before.figure}
          what={`${label}, ${date}`}
        />{' '}
        <Difference now={valueOf(compared.now, measure)} before={valueOf(compared.before, measure)} />
      </p>
      {note === undefined ? null : <p className="small soft">{note}</p>}
    </section>
  );
}

/** Sales, bills, the average bill and what came back, each against the weeks before. */
export function Tiles({ review }: { readonly review: Review }) {
  const { t } = useTranslation();
  const { from, to, before, soFar } = review;
  const side = (dimension: 'sales' | 'refunds'): { readonly now: Side; readonly before: Side } => ({
    now: { from, to, figure: figureOf(review, dimension) },
    before: { from: before.from, to: before.to, figure: figureOf(before, dimension) },
  });
  const sales = side('sales');
  const refunds = side('refunds');
  const sofar =
    soFar === null || soFar.hour === 0
      ? null
      : {
          hour: hourWords(String(soFar.hour)),
          now: { from, to, figure: soFar.now },
          before: { from: before.from, to: before.to, figure: soFar.before },
        };
  const net = subtractPaise(sales.now.figure.amountPaise, refunds.now.figure.amountPaise);
  const credits = t('review.figure.credits', { count: refunds.now.figure.billCount });
  return (
    <div className="tiles" role="group" aria-label={t('review.key')}>
      <Tile label={t('review.figure.sales')} measure="amount" {...sales} sofar={sofar} />
      <Tile label={t('review.figure.bills')} measure="bills" {...sales} sofar={sofar} />
      <Tile label={t('review.figure.average')} measure="average" {...sales} />
      <Tile
        label={t('review.figure.refunds')}
        measure="amount"
        {...refunds}
        note={`${credits}. ${t('review.figure.net', { amount: formatRupees(net) })}`}
      />
    </div>
  );
}
