import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PricedCart } from '../../shared/domain/cart.ts';
import { ZERO_PAISE, type Paise } from '../../shared/domain/money.ts';
import { errorWords } from '../app/error-words.ts';
import { useSnapshot } from '../app/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Money } from '../ui/money.tsx';
import { buyerWords, supplyOf } from './buyer.ts';
import { priceEntries, pricingErrorCode } from './cart-lines.ts';
import { ChargeWays, PayNow } from './charge-ways.tsx';
import { answerClear, askToClear, useClearing } from './clearing.ts';
import { cart, checkout } from './till.ts';

/** Tells the size of the bill and its taxes, down to the round-off. */
function Sums({ priced }: { readonly priced: PricedCart | null }) {
  const { t } = useTranslation();
  const taxes: ReadonlyArray<readonly [string, Paise]> =
    priced?.supply === 'inter-state'
      ? [[t('counter.totals.igst'), priced.igstPaise]]
      : [
          [t('counter.totals.cgst'), priced?.cgstPaise ?? ZERO_PAISE],
          [t('counter.totals.sgst'), priced?.sgstPaise ?? ZERO_PAISE],
        ];
  const rows: ReadonlyArray<readonly [string, Paise]> = [
    [t('counter.totals.taxable'), priced?.taxablePaise ?? ZERO_PAISE],
    ...taxes,
    [t('counter.totals.roundOff'), priced?.roundOffPaise ?? ZERO_PAISE],
  ];
  return (
    <dl className="sums">
      {rows.map(([label, amount]) => (
        <div key={label} className="sum">
          <dt>{label}</dt>
          <dd>
            <Money paise={amount} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function ClearDialog() {
  const { t } = useTranslation();
  const count = useStore(cart, (state) => state.entries.length);
  return (
    <Dialog title={t('counter.charge.clearTitle')} onClose={() => answerClear(false)}>
      <p>{t('counter.charge.clearText', { count })}</p>
      <div className="dialog-actions">
        <Button autoFocus onPress={() => answerClear(false)}>
          {t('counter.charge.clearNo')}
        </Button>
        <Button look="danger" onPress={() => answerClear(true)}>
          {t('counter.charge.clearYes')}
        </Button>
      </div>
    </Dialog>
  );
}

function CustomerButton() {
  const { t } = useTranslation();
  const buyer = useStore(cart, (state) => state.buyer);
  const who = buyerWords(buyer);
  return (
    <Button
      keyName="F7"
      className={who === null ? 'customer-button' : 'customer-button customer-named'}
      label={who === null ? t('customer.add') : t('customer.on', { who })}
      onPress={() => checkout.getState().ask('customer')}
    >
      <span className="customer-who">{who ?? t('customer.add')}</span>
    </Button>
  );
}

/** What is to pay, and the ways to pay it. */
export function ChargePanel() {
  const { t } = useTranslation();
  const shop = useSnapshot()?.shop;
  const entries = useStore(cart, (state) => state.entries);
  const buyer = useStore(cart, (state) => state.buyer);
  const error = useStore(checkout, (state) => state.error);
  const asking = useClearing((state) => state.asking);
  const supply = shop === undefined ? 'intra-state' : supplyOf(shop, buyer);
  const priced = priceEntries(entries, shop?.gstScheme ?? 'regular', supply);
  const refusal = priced.ok ? error : { code: pricingErrorCode(priced.error) };
  const payable = priced.ok ? priced.value.payablePaise : null;
  const disabled = entries.length === 0 || payable === null;
  return (
    <div className="charge">
      <div className="charge-head">
        <p className="soft">{t('counter.lines.count', { count: entries.length })}</p>
        <CustomerButton />
      </div>
      <Sums priced={priced.ok ? priced.value : null} />
      {payable === null ? <p className="to-pay-figure">–</p> : <PayNow label={t('counter.totals.toPay')} />}
      {refusal === null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, refusal)}
        </p>
      )}
      <ChargeWays disabled={disabled} />
      <Button look="quiet" keyName="F10" disabled={disabled} onPress={askToClear}>
        {t('counter.charge.clear')}
      </Button>
      {asking ? <ClearDialog /> : null}
    </div>
  );
}
