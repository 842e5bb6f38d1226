import type { PosError } from '../../shared/contract/errors.ts';
import type { Checkout, TenderRequest } from '../../shared/contract/sale.ts';
import { subtractPaise } from '../../shared/domain/money.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import type { NewTender } from '../store/repositories/tenders.ts';
import type { ChargePress } from '../store/units/begin-charge.ts';
import { chargeCash } from '../store/units/charge-cash.ts';
import type { ChargedOrder } from '../store/units/write-order.ts';
import { announceOrder, checkoutOf } from './checkout.ts';
import type { SalesDeps } from './ports.ts';
import { refusalError } from './refusals.ts';
import { noPayment, saleMoment } from './sale-moment.ts';

export type CashCharge = {
  readonly press: ChargePress;
  readonly charged: ChargedOrder;
  readonly tender: Extract<TenderRequest, { kind: 'cash' }>;
  readonly at: number;
};

/** Takes cash: order, tender and, when it covers the bill, the whole sale, in one commit. */
export function chargeInCash(deps: SalesDeps, input: CashCharge): Result<Checkout, PosError> {
  const { press, charged, at } = input;
  const { amountPaise, receivedPaise } = input.tender;
  const moment = saleMoment(deps, at, noPayment);
  const tender: NewTender = {
    kind: 'cash',
    amountPaise,
    receivedPaise,
    changePaise: subtractPaise(receivedPaise, amountPaise),
    attemptSeq: null,
    scheme: null,
    lastFour: null,
    rrn: null,
    authCode: null,
    businessDate: moment.businessDate,
    takenAt: at,
    withdrawnAt: null,
  };
  const sold = chargeCash(deps.db, { ...charged, press, tender, moment });
  if (!sold.ok) return err(refusalError(sold.error));
  announceOrder(deps, charged.order.orderId);
  return checkoutOf(deps, charged.order.orderId);
}
