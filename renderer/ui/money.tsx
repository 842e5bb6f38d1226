import { formatRupees, type Paise } from '../../shared/domain/money.ts';

/** An amount with the rupee sign, Indian grouping and tabular digits. */
export function Money({ paise, className = '' }: { readonly paise: Paise; readonly className?: string }) {
  return <span className={`money ${className}`}>{formatRupees(paise)}</span>;
}
