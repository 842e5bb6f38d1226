import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { formatRupees } from '../../shared/domain/money.ts';
import { useSnapshot } from '../app/session.ts';
import { Button } from '../ui/button.tsx';
import { Money } from '../ui/money.tsx';
import { checkout } from './till.ts';
import { useDue } from './use-due.ts';

/** The amount that is to be paid now, large; when it is a part, of how much. */
export function PayNow({ label }: { readonly label: string }) {
  const { t } = useTranslation();
  const { leftPaise, nowPaise } = useDue();
  const isPart = useStore(checkout, (state) => state.partPaise) !== null && nowPaise < leftPaise;
  return (
    <div className="to-pay">
      <span className="to-pay-label">{isPart ? t('split.now') : label}</span>
      <output className="to-pay-figure" data-testid="to-pay">
        <Money paise={nowPaise} />
      </output>
      {isPart ? (
        <p className="to-pay-part">
          <span>{t('split.ofTotal', { amount: formatRupees(leftPaise) })}</span>
          <Button look="quiet" onPress={() => checkout.getState().payPart(null)}>
            {t('split.undo')}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

export type ChargeWaysProps = {
  readonly disabled?: boolean;
  /** True after a payment that failed: the same ways, named as another try. */
  readonly again?: boolean;
};

/** The ways to pay, each with its key. */
export function ChargeWays({ disabled = false, again = false }: ChargeWaysProps) {
  const { t } = useTranslation();
  const ways = useSnapshot()?.ways;
  const { ask, chargeCard, chargeUpi } = checkout.getState();
  return (
    <div className="ways">
      {ways?.cardTerminal === false ? null : (
        <Button look="main" large keyName="F8" disabled={disabled} onPress={() => void chargeCard()}>
          {again ? t('attempt.action.again') : t('counter.charge.card')}
        </Button>
      )}
      <div className="way-row">
        <Button large keyName="F9" disabled={disabled} onPress={() => ask('cash')}>
          {again ? t('attempt.action.cash') : t('counter.charge.cash')}
        </Button>
        {ways?.upiQr === true ? (
          <Button large keyName="F12" disabled={disabled} onPress={() => void chargeUpi()}>
            {t('upi.way')}
          </Button>
        ) : null}
      </div>
      <div className="way-row way-small">
        <Button keyName="F11" disabled={disabled} onPress={() => ask('part')}>
          {t('split.part')}
        </Button>
        {ways?.cardManual === true ? (
          <Button keyName="Shift+F8" disabled={disabled} onPress={() => ask('slip')}>
            {t('slip.way')}
          </Button>
        ) : null}
        {ways?.cardKeyed === true ? (
          <Button keyName="Shift+F9" disabled={disabled} onPress={() => ask('card')}>
            {t('cardEntry.way')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
