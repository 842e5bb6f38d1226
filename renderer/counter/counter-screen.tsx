import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { latestAttempt } from './attempt-facts.ts';
import { AttemptPanel } from './attempt-panel.tsx';
import { CardDialog } from './card-dialog.tsx';
import { CartList } from './cart-list.tsx';
import { CashDialog } from './cash-dialog.tsx';
import { ChargePanel } from './charge-panel.tsx';
import type { CheckoutStep } from './checkout-state.ts';
import { useCounterKeys } from './counter-keys.ts';
import { CustomerDialog } from './customer-dialog.tsx';
import { focusScanField } from './focus.ts';
import { GiveUpDialog } from './give-up-dialog.tsx';
import { PartDialog } from './part-dialog.tsx';
import { PaidView } from './paid-view.tsx';
import { ScanField } from './scan-field.tsx';
import { SlipDialog } from './slip-dialog.tsx';
import { StartingPanel } from './starting-panel.tsx';
import { cart, checkout, weighing } from './till.ts';
import { TrainingTerminalPanel } from './training-terminal.tsx';
import { UpiCode } from './upi-code.tsx';
import { WeighDialog } from './weigh-dialog.tsx';
import './counter.css';
import './charge.css';
import './pay.css';
import './training.css';

/** What stands beside the bill: its total, or its payment. */
function Side() {
  const step = useStore(checkout, (state) => state.step);
  switch (step.kind) {
    case 'cart':
    case 'paid':
      return <ChargePanel />;
    case 'starting':
      return <StartingPanel tender={step.tender} amountPaise={step.amountPaise} />;
    case 'following':
      return <AttemptPanel checkout={step.checkout} />;
  }
}

/** A button that was pressed may be gone with its panel; the cursor then goes back to the scan field, where no Enter charges anything. */
function useFocusKept(step: CheckoutStep): void {
  useEffect(() => {
    if (document.activeElement === document.body) focusScanField();
  }, [step]);
}

/** The lines of the bill; or, while the customer may pay by UPI, the code to scan. */
function BillOrCode({ step }: { readonly step: CheckoutStep }) {
  const attempt = step.kind === 'following' ? latestAttempt(step.checkout) : null;
  const qr = attempt?.qr ?? null;
  if (attempt === null || qr === null) return <CartList />;
  return <UpiCode payload={qr.payload} expiresAt={qr.expiresAt} amountPaise={attempt.amountPaise} />;
}

/** The dialog over the bill, if any. */
function AskingDialog() {
  const asking = useStore(checkout, (state) => state.asking);
  switch (asking) {
    case null:
      return null;
    case 'cash':
      return <CashDialog />;
    case 'card':
      return <CardDialog />;
    case 'slip':
      return <SlipDialog />;
    case 'part':
      return <PartDialog />;
    case 'customer':
      return <CustomerDialog />;
    case 'give-up':
      return <GiveUpDialog />;
  }
}

/** The counter: scan, list, charge. */
export function CounterScreen() {
  const { t } = useTranslation();
  const step = useStore(checkout, (state) => state.step);
  const orderId = useStore(cart, (state) => state.orderId);
  const weighed = useStore(weighing, (state) => state.product);
  useCounterKeys();
  useFocusKept(step);
  if (step.kind === 'paid') return <PaidView key={orderId} checkout={step.checkout} />;
  return (
    <div className="counter">
      <h1 className="visually-hidden">{t('counter.title')}</h1>
      <section className="counter-bill" aria-label={t('counter.lines.label')}>
        <ScanField key={orderId} />
        <BillOrCode step={step} />
        <TrainingTerminalPanel />
      </section>
      <aside className="counter-side" aria-label={t('counter.totals.label')} tabIndex={0}>
        <Side />
      </aside>
      <AskingDialog />
      {weighed === null ? null : <WeighDialog key={weighed.id} product={weighed} />}
    </div>
  );
}
