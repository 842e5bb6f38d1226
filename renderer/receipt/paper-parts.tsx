import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderDetails, PaperShop, Receipt } from '../../shared/contract/orders.ts';
import type { Paise } from '../../shared/domain/money.ts';
import { formatQuantity, parseUnit, type QuantityMilli } from '../../shared/domain/quantity.ts';
import { Money } from '../ui/money.tsx';
import { rateText } from './rate-text.ts';
import './receipt.css';

type PaperProps = {
  readonly title: string;
  /** Says on every page that it is no bill. */
  readonly training: boolean;
  readonly shop: PaperShop;
  readonly children: ReactNode;
};

/** The frame of a paper of the shop: what it is, who issues it, and on a training till that it is none. */
export function Paper({ title, training, shop, children }: PaperProps) {
  const { t } = useTranslation();
  return (
    <article className="receipt" aria-label={title}>
      {training ? <p className="receipt-training">{t('receipt.training')}</p> : null}
      {training ? (
        <div className="receipt-watermark" aria-hidden="true">
          {t('receipt.training')}
        </div>
      ) : null}
      <Supplier shop={shop} />
      <h2 className="receipt-title">{title}</h2>
      {children}
    </article>
  );
}

/** The supplier as Rule 46(a) wants it: name, address and GSTIN. */
function Supplier({ shop }: { readonly shop: PaperShop }) {
  const { t } = useTranslation();
  return (
    <header className="receipt-shop">
      <p className="receipt-name">{shop.name}</p>
      {shop.addressLines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <p>
        {shop.stateName} ({shop.stateCode})
      </p>
      {shop.phone === null ? null : <p>{t('receipt.phone', { phone: shop.phone })}</p>}
      {shop.gstin === null ? null : (
        <p className="receipt-strong">{t('receipt.gstin', { gstin: shop.gstin })}</p>
      )}
    </header>
  );
}

/** Names and values, those without a value left out. */
export function Facts({ facts }: { readonly facts: ReadonlyArray<readonly [string, string | null]> }) {
  return (
    <dl className="receipt-facts">
      {facts.map(([label, value]) =>
        value === null || value === '' ? null : (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

type Goods = {
  readonly name: string;
  readonly nameHi: string | null;
  readonly hsn: string | null;
  readonly gstRateBp: number;
};

/** What a line is about: description, HSN and rate of tax (Rule 46(g), (h), (l)). */
function GoodsRow({ line }: { readonly line: Goods }) {
  const { t } = useTranslation();
  return (
    <tr>
      <td colSpan={3}>
        <span className="receipt-item">{line.name}</span>
        {line.nameHi === null ? null : <span className="receipt-item-hi">{line.nameHi}</span>}
        <span className="receipt-small">
          {line.hsn === null ? '' : `${t('receipt.hsn', { hsn: line.hsn })} · `}
          {t('receipt.gst', { rate: rateText(line.gstRateBp) })}
        </span>
      </td>
    </tr>
  );
}

type GoodsLine = Goods & {
  readonly lineId: string;
  readonly quantityMilli: QuantityMilli;
  readonly unit: string;
  readonly taxablePaise: Paise;
  readonly totalPaise: Paise;
};

/** The lines of a paper: description, HSN, quantity with unit, rate of tax, taxable value and total (Rule 46(g) to (l)). */
export function GoodsTable<Line extends GoodsLine>({
  caption,
  item,
  lines,
  amountOf,
}: {
  readonly caption: string;
  /** What the column of the goods is called. */
  readonly item: string;
  readonly lines: readonly Line[];
  /** How the quantity is written, with the price where the paper has one. */
  readonly amountOf: (line: Line) => string;
}) {
  const { t } = useTranslation();
  return (
    <table className="receipt-lines">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{item}</th>
          <th scope="col">{t('receipt.taxable')}</th>
          <th scope="col">{t('receipt.amount')}</th>
        </tr>
      </thead>
      {lines.map((line) => (
        <tbody key={line.lineId}>
          <GoodsRow line={line} />
          <tr>
            <td className="figures">{amountOf(line)}</td>
            <td>
              <Money paise={line.taxablePaise} />
            </td>
            <td>
              <Money paise={line.totalPaise} />
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}

/** A quantity with its unit. */
export function quantityText(line: { readonly quantityMilli: QuantityMilli; readonly unit: string }): string {
  return formatQuantity(line.quantityMilli, parseUnit(line.unit) ?? 'piece', { label: true });
}

type TaxesProps = {
  readonly taxes: OrderDetails['taxes'];
  /** The State of the supply; null within the shop's own. */
  readonly placeOfSupply: string | null;
  readonly stateTax: Receipt['stateTax'];
};

/** The taxes by rate: CGST and SGST each at half, or IGST (Rule 46(m) and (n)). */
export function Taxes({ taxes, placeOfSupply, stateTax }: TaxesProps) {
  const { t } = useTranslation();
  if (taxes.every((tax) => tax.gstRateBp === 0)) return null;
  const across = placeOfSupply !== null;
  const second = stateTax === 'UTGST' ? t('receipt.utgst') : t('receipt.sgst');
  return (
    <table className="receipt-taxes">
      <caption className="visually-hidden">{t('receipt.taxes')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('receipt.taxable')}</th>
          <th scope="col">{across ? t('receipt.igst') : t('receipt.cgst')}</th>
          {across ? null : <th scope="col">{second}</th>}
        </tr>
      </thead>
      <tbody>
        {taxes.map((tax) => (
          <tr key={tax.gstRateBp}>
            <td>
              <Money paise={tax.taxablePaise} />
            </td>
            {across ? (
              <Tax rateBp={tax.gstRateBp} paise={tax.igstPaise} />
            ) : (
              <>
                <Tax rateBp={tax.gstRateBp / 2} paise={tax.cgstPaise} />
                <Tax rateBp={tax.gstRateBp / 2} paise={tax.sgstPaise} />
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Tax({ rateBp, paise }: { readonly rateBp: number; readonly paise: Paise }) {
  return (
    <td>
      {rateText(rateBp)} <Money paise={paise} />
    </td>
  );
}

type SumProps = { readonly label: string; readonly amount: Paise; readonly strong?: boolean };

/** A row of a paper's sums. */
export function Sum({ label, amount, strong = false }: SumProps) {
  return (
    <div className={strong ? 'receipt-sum receipt-total' : 'receipt-sum'}>
      <dt>{label}</dt>
      <dd>
        <Money paise={amount} />
      </dd>
    </div>
  );
}
