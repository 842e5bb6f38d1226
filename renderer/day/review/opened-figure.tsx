import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Review, ReviewRow, ReviewSums } from '../../../shared/contract/review.ts';
import { isBusinessDate } from '../../../shared/domain/business-date.ts';
import { formatRupees, sumPaise } from '../../../shared/domain/money.ts';
import { errorWords } from '../../app/error-words.ts';
import { useSnapshot } from '../../app/session.ts';
import { dateWords, timeWords } from '../../app/time-words.ts';
import { Button } from '../../ui/button.tsx';
import { openFigure } from '../day-view.ts';
import { openOrder } from '../open-order.ts';
import { useDayKey } from '../use-day-key.ts';
import { figureText } from './figure-button.tsx';
import { amountOf, openedSums, type Measure, type Opened } from './figures.ts';
import { rangeOf } from './ranges.ts';
import { saveCsv } from './save-review.ts';
import { useFigureRows } from './use-figure-rows.ts';
import { openedWords, rangeWords } from './words.ts';
import './opened.css';

const ROW_PX = 64;
/** How many rows before the end the next page is asked for. */
const AHEAD = 30;

/** What of an order counts in a figure: its amount, where the number or the average of bills was opened. */
function shareMeasure(measure: Measure): Exclude<Measure, 'bills' | 'average'> {
  return measure === 'bills' || measure === 'average' ? 'amount' : measure;
}

function Row({ row, measure }: { readonly row: ReviewRow; readonly measure: Measure }) {
  const { t, i18n } = useTranslation();
  const zone = useSnapshot()?.shop.zone ?? 'Asia/Kolkata';
  const share = amountOf(row, shareMeasure(measure));
  const number = row.document ?? t('orders.noNumber');
  const goods =
    row.lineCount > 1
      ? t('orders.more', { name: row.firstProduct, count: row.lineCount - 1 })
      : row.firstProduct;
  const tenders = row.tenderKinds.map((kind) => t(`tender.${kind}`)).join(', ');
  return (
    <button type="button" className="figure-row" onClick={() => openOrder(row.orderId)}>
      <span className="visually-hidden">{t('review.opened.openOrder', { number })}</span>
      <span className="figure-row-part">
        <strong className="figures">{number}</strong>
        <span className="soft small figures">
          {dateWords(row.businessDate, i18n.language)} {timeWords(row.at, i18n.language, zone)}
        </span>
      </span>
      <span className="figure-row-part figure-row-goods">
        <span>{goods}</span>
        <span className="soft small">
          {tenders}
          {row.lastFour === null ? '' : ` •••• ${row.lastFour}`}
        </span>
      </span>
      <span className="figure-row-part figure-row-amounts figures">
        <strong data-share={share}>{formatRupees(share)}</strong>
        {share === row.totalPaise ? null : (
          <span className="soft small">
            {t('review.opened.billOf', { amount: formatRupees(row.totalPaise) })}
          </span>
        )}
      </span>
    </button>
  );
}

/** The arrow keys go from row to row. */
function moveFocus(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const item = document.activeElement?.closest('li') ?? null;
  const next = event.key === 'ArrowDown' ? item?.nextElementSibling : item?.previousElementSibling;
  const button = next?.querySelector('button') ?? null;
  if (button === null) return;
  event.preventDefault();
  button.focus();
}

type ListProps = {
  readonly opened: Opened;
  readonly rows: readonly ReviewRow[];
  readonly hasMore: boolean;
  readonly onEnd: () => void;
};

/** The rows; only those in sight are in the page, and older ones are asked for as one scrolls. */
function List({ opened, rows, hasMore, onEnd }: ListProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - AHEAD) onEnd();
  }, [hasMore, lastShown, rows.length, onEnd]);
  return (
    <div ref={scroller} className="figure-scroller" tabIndex={-1}>
      <ul
        className="figure-rows"
        aria-label={t('review.opened.list')}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={moveFocus}
      >
        {items.map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <li
              key={`${row.businessDate}-${row.seq}`}
              aria-posinset={item.index + 1}
              aria-setsize={hasMore ? -1 : rows.length}
              className="figure-item"
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <Row row={row} measure={opened.measure} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Says how far what is shown adds up to the figure. */
function AddsUp({
  opened,
  rows,
  hasMore,
  sums,
}: {
  readonly opened: Opened;
  readonly rows: readonly ReviewRow[];
  readonly hasMore: boolean;
  readonly sums: ReviewSums | null;
}) {
  const { t } = useTranslation();
  const measure = shareMeasure(opened.measure);
  const added = sumPaise(rows.map((row) => amountOf(row, measure)));
  const amount = formatRupees(added);
  const count = rows.length;
  if (hasMore) {
    const total = sums === null ? '…' : formatRupees(amountOf(sums, measure));
    return <>{t('review.opened.some', { count, amount, total })}</>;
  }
  const isAverage = opened.measure === 'average' && sums !== null;
  return (
    <span data-added={added}>
      {isAverage
        ? t('review.opened.averageOf', { amount, count, average: figureText(sums, 'average') })
        : t('review.opened.all', { count, amount })}
    </span>
  );
}

function Heading({ opened, sums }: { readonly opened: Opened; readonly sums: ReviewSums | null }) {
  const { t, i18n } = useTranslation();
  const { from, to, measure, dimension } = opened;
  const isNow = dimension === 'unknown' || dimension === 'waiting' || dimension === 'refused';
  const range = isNow ? t('review.now.title') : rangeWords(t, from, to, i18n.language);
  return (
    <div className="opened-head">
      <div>
        <h1>{openedWords(t, opened)}</h1>
        <p className="soft">
          {range} · {t(`review.opened.measure.${measure}`)}
        </p>
      </div>
      {sums === null ? null : (
        <p className="opened-figure figures" data-testid="opened-figure">
          {figureText(sums, measure)}
        </p>
      )}
    </div>
  );
}

/** The orders behind a figure, each with its share in it, and what they add up to. */
export function OpenedFigure({ opened, review }: { readonly opened: Opened; readonly review: Review }) {
  const { t } = useTranslation();
  const back = useRef<HTMLButtonElement>(null);
  const sums = openedSums(review, opened);
  const { rows, next, loaded, error, more } = useFigureRows(opened, JSON.stringify(sums));
  useDayKey('Escape', () => openFigure(null));
  const { from, to, dimension, key } = opened;
  const save = (): void => {
    if (isBusinessDate(from) && isBusinessDate(to)) void saveCsv(rangeOf(from, to), { dimension, key });
  };
  useDayKey('F9', save);
  useEffect(() => back.current?.focus(), []);
  return (
    <div className="opened">
      <div className="opened-bar">
        <Button ref={back} keyName="Esc" onPress={() => openFigure(null)}>
          {t('review.opened.back')}
        </Button>
        <Button keyName="F9" onPress={save}>
          {t('review.saveCsv')}
        </Button>
      </div>
      <Heading opened={opened} sums={sums} />
      {error === null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, error)}
        </p>
      )}
      {loaded && rows.length === 0 ? <p className="callout">{t('review.opened.none')}</p> : null}
      <List opened={opened} rows={rows} hasMore={next !== null} onEnd={() => void more()} />
      <p role="status" className="opened-sum">
        {loaded ? (
          <AddsUp opened={opened} rows={rows} hasMore={next !== null} sums={sums} />
        ) : (
          t('review.opened.loading')
        )}
      </p>
    </div>
  );
}
