import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PricedCart } from '../../shared/domain/cart.ts';
import { ZERO_PAISE, type Paise } from '../../shared/domain/money.ts';
import { errorWords } from '../app/error-words.ts';
import { useSnapshot } from '../app/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Money } from '../ui/money.tsx';
import { priceEntries, pricingErrorCode } from './cart-lines.ts';
import { answerClear, askToClear, useClearing } from './clearing.ts';
import { cart, checkout } from './till.ts';

/** Tells the size of the bill and its taxes, down to the round-off. */
function Sums({ priced }: { readonly priced: PricedCart | null }) {
  const { t } = useTranslation();
  const rows: ReadonlyArray<readonly [string, Paise]> = [
    [t('counter.totals.taxable'), priced?.taxablePaise ?? ZERO_PAISE],
    [t('counter.totals.cgst'), priced?.cgstPaise ?? ZERO_PAISE],
    [t('counter.totals.sgst'), priced?.sgstPaise ?? ZERO_PAISE],
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

function ChargeButtons({ disabled }: { readonly disabled: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="charge-buttons">
      <Button
        look="main"
        large
        keyName="F8"
        disabled={disabled}
        onPress={() => void checkout.getState().chargeCard()}
      >
        {t('counter.charge.card')}
      </Button>
      <Button large keyName="F9" disabled={disabled} onPress={() => checkout.getState().openCash()}>
        {t('counter.charge.cash')}
      </Button>
      <Button look="quiet" keyName="F10" disabled={disabled} onPress={askToClear}>
        {t('counter.charge.clear')}
      </Button>
    </div>
  );
}

/** What is to pay, and the ways to pay it. */
export function ChargePanel() {
  const { t } = useTranslation();
  const scheme = useSnapshot()?.shop.gstScheme ?? 'regular';
  const entries = useStore(cart, (state) => state.entries);
  const error = useStore(checkout, (state) => state.error);
  const asking = useClearing((state) => state.asking);
  const priced = priceEntries(entries, scheme);
  const refusal = priced.ok ? error : { code: pricingErrorCode(priced.error) };
  const payable = priced.ok ? priced.value.payablePaise : null;
  return (
    <div className="charge">
      <p className="soft">{t('counter.lines.count', { count: entries.length })}</p>
      <Sums priced={priced.ok ? priced.value : null} />
      <div className="to-pay">
        <span className="to-pay-label">{t('counter.totals.toPay')}</span>
        <output className="to-pay-figure" data-testid="to-pay">
          {payable === null ? '–' : <Money paise={payable} />}
        </output>
      </div>
      {refusal === null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, refusal)}
        </p>
      )}
      <ChargeButtons disabled={entries.length === 0 || payable === null} />
      {asking ? <ClearDialog /> : null}
    </div>
  );
}
