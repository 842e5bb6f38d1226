import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { OrderDetails } from '../../shared/contract/orders.ts';
import type { RefundView } from '../../shared/contract/refunds.ts';
import { errorWords } from '../app/error-words.ts';
import { newRefundId } from '../app/ids.ts';
import { pos } from '../app/pos.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useFocusInside } from '../ui/focus-inside.ts';
import { NONE } from './refund-choice.ts';
import { RefundConfirm } from './refund-confirm.tsx';
import { RefundLine } from './refund-line.tsx';
import { RefundSums } from './refund-money.tsx';
import { RefundTerms } from './refund-terms.tsx';
import { createReturnStore, mayConfirm, mayGoBack, type ReturnStore } from './refund-store.ts';

type PartProps = {
  readonly order: OrderDetails;
  readonly store: ReturnStore;
  readonly onClose: () => void;
};

function Lines({ order, store }: PartProps) {
  const { t } = useTranslation();
  const { choice, returnable } = useStore(store);
  const { set, oneStep, all, none } = store.getState();
  return (
    <section className="stack-s" aria-labelledby="refund-lines">
      <div className="refund-lines-head">
        <h3 id="refund-lines">{t('refunds.whatComesBack')}</h3>
        <div className="row">
          <Button autoFocus onPress={() => void all()}>
            {t('refunds.all')}
          </Button>
          <Button look="quiet" disabled={choice.size === 0} onPress={() => void none()}>
            {t('refunds.none')}
          </Button>
        </div>
      </div>
      <ul className="refund-lines">
        {order.lines.map((line) => (
          <RefundLine
            key={line.lineId}
            line={line}
            left={returnable.get(line.lineId) ?? NONE}
            chosen={choice.get(line.lineId) ?? NONE}
            onStep={(direction) => void oneStep(line, direction)}
            onSet={(quantity) => void set(line.lineId, quantity)}
          />
        ))}
      </ul>
    </section>
  );
}

function ErrorLine({ store }: { readonly store: ReturnStore }) {
  const { t } = useTranslation();
  const error = useStore(store, (state) => state.error);
  return error === null ? null : (
    <p role="alert" className="callout callout-bad">
      {errorWords(t, error)}
    </p>
  );
}

function Choosing(props: PartProps) {
  const { t } = useTranslation();
  const { store, onClose } = props;
  const state = useStore(store);
  const inside = useFocusInside<HTMLDivElement>();
  return (
    <>
      <div ref={inside} className="refund-grid">
        <Lines {...props} />
        <div className="stack">
          <RefundTerms store={store} />
          <RefundSums quote={state.quote} stale={state.quoting} />
        </div>
      </div>
      <ErrorLine store={store} />
      <div className="dialog-actions">
        <Button keyName="Esc" onPress={onClose}>
          {t('app.cancel')}
        </Button>
        <Button look="main" disabled={!mayConfirm(state)} onPress={state.confirm}>
          {t('refunds.next')}
        </Button>
      </div>
    </>
  );
}

function Body(props: PartProps) {
  const { t } = useTranslation();
  const step = useStore(props.store, (state) => state.step);
  switch (step) {
    case 'opening':
    case 'sent':
      return <div className="refund-blank" />;
    case 'nothing-left':
      return (
        <>
          <p>{t('refunds.nothingLeft')}</p>
          <div className="dialog-actions">
            <Button look="main" autoFocus keyName="Esc" onPress={props.onClose}>
              {t('app.close')}
            </Button>
          </div>
        </>
      );
    case 'choose':
      return <Choosing {...props} />;
    case 'confirm':
    case 'sending':
      return (
        <>
          <ErrorLine store={props.store} />
          <RefundConfirm store={props.store} />
        </>
      );
  }
}

export type RefundDialogProps = Omit<PartProps, 'store'> & {
  /** The money is on its way, or in the customer's hand: all refunds of the order. */
  readonly onBegun: (refunds: readonly RefundView[]) => void;
};

/** Takes goods back: what comes back, why, where the money goes; then one clear confirmation. What became of it is told on the order's page. */
export function RefundDialog({ order, onBegun, onClose }: RefundDialogProps) {
  const { t } = useTranslation();
  const [store] = useState(() => createReturnStore({ orderId: order.orderId, pos, newRefundId }));
  const step = useStore(store, (state) => state.step);
  useEffect(() => {
    if (store.getState().step === 'opening') void store.getState().open();
  }, [store]);
  useEffect(() => {
    if (step !== 'sent') return;
    onBegun(store.getState().refunds ?? []);
    onClose();
  }, [step, store, onBegun, onClose]);
  const close = (): void => {
    const state = store.getState();
    if (mayGoBack(state)) state.back();
    else if (state.step !== 'sending') onClose();
  };
  return (
    <Dialog
      title={t('refunds.title', { number: order.invoiceNumber ?? t('orders.noNumber') })}
      onClose={close}
      wide
    >
      <Body order={order} store={store} onClose={onClose} />
    </Dialog>
  );
}
