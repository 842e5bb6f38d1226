import { useTranslation } from 'react-i18next';
import type { ReviewSums } from '../../../shared/contract/review.ts';
import { formatRupees } from '../../../shared/domain/money.ts';
import { openFigure } from '../day-view.ts';
import { amountOf, figureId, type Opened } from './figures.ts';

export type FigureButtonProps = {
  readonly figure: Opened;
  readonly sums: ReviewSums;
  /** What the figure is, for those who can't see where it stands. */
  readonly what: string;
  readonly className?: string;
};

/** A figure as people read it: a number of bills, or an amount. */
export function figureText(sums: ReviewSums, measure: Opened['measure']): string {
  if (measure !== 'bills') return formatRupees(amountOf(sums, measure));
  return new Intl.NumberFormat('en-IN').format(sums.billCount);
}

/** A figure that opens the orders behind it; one with no order behind it is plain text. */
export function FigureButton({ figure, sums, what, className = '' }: FigureButtonProps) {
  const { t } = useTranslation();
  const text = figureText(sums, figure.measure);
  if (sums.billCount === 0) return <span className={`figures ${className}`}>{text}</span>;
  return (
    <button
      type="button"
      className={`figure-button figures ${className}`}
      data-figure={figureId(figure)}
      title={t('review.open', { what })}
      onClick={() => openFigure(figure)}
    >
      {text}
      <span className="visually-hidden">. {t('review.open', { what })}</span>
    </button>
  );
}
