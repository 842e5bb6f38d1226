import type { TFunction } from 'i18next';
import type { ReviewName } from '../../../shared/contract/review.ts';
import { tenderKindSchema } from '../../../shared/contract/sale.ts';
import { addDays, isBusinessDate } from '../../../shared/domain/business-date.ts';
import { formatRupees, roundToRupee, type Paise } from '../../../shared/domain/money.ts';
import { dateWords } from '../../app/time-words.ts';
import { rateText } from '../../receipt/rate-text.ts';
import type { Opened } from './figures.ts';

/** A full hour as clocks show it: 09:00. */
export function hourWords(key: string): string {
  return `${key.padStart(2, '0')}:00`;
}

/** A day, or the first and the last of several. */
export function rangeWords(t: TFunction, from: string, to: string, language: string): string {
  if (from === to) return dateWords(to, language);
  return t('review.fromTo', { from: dateWords(from, language), to: dateWords(to, language) });
}

/** What a figure is of: a way to pay, an hour, a rate, a category; empty where it is of all. */
export function keyWords(t: TFunction, { dimension, key }: ReviewName): string {
  switch (dimension) {
    case 'hour':
    case 'until':
    case 'refund-hour':
      return hourWords(key);
    case 'tax':
    case 'refund-tax':
      return rateText(Number(key));
    case 'category':
    case 'refund-category':
      return key === '' ? t('review.categories.none') : key;
    case 'tender':
    case 'refund-tender': {
      const kind = tenderKindSchema.safeParse(key);
      return kind.success ? t(`tender.${kind.data}`) : key;
    }
    case 'sales':
    case 'refunds':
    case 'unknown':
    case 'waiting':
    case 'refused':
      return '';
  }
}

/** What was opened, as a heading. */
export function openedWords(t: TFunction, opened: Opened): string {
  return t(`review.opened.of.${opened.dimension}`, { key: keyWords(t, opened) });
}

/** A day of a chart: its number, and the month where it begins. */
export function dayWords(date: string, language: string): string {
  if (!isBusinessDate(date)) return date;
  const isFirst = date.slice(8) === '01' || addDays(date, -1).slice(5, 7) !== date.slice(5, 7);
  if (!isFirst) return String(Number(date.slice(8)));
  const locale = language === 'hi' ? 'hi-IN-u-nu-latn' : 'en-IN';
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

const compact = new Intl.NumberFormat('en-IN', { notation: 'compact', maximumFractionDigits: 1 });

/** An amount for a narrow column, in thousands, lakhs and crores: ₹12.3K, ₹1.2L. The exact one stands in the table. */
export function shortRupees(amount: Paise): string {
  const rupees = roundToRupee(amount) / 100;
  return rupees < 1000 ? formatRupees(roundToRupee(amount), { paise: 'auto' }) : `₹${compact.format(rupees)}`;
}
