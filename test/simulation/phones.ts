import { findAttempt } from '../../electron/store/repositories/attempts.ts';
import type { AttemptId, OrderId } from '../../shared/domain/ids.ts';
import type { GatewaySide } from './gateway-side.ts';
import { count } from './tally.ts';
import type { Life, SimTill } from './till.ts';
import type { World } from './world.ts';

/** A QR as it stands on the till's screen. */
export type ShownQr = {
  readonly attemptId: AttemptId;
  readonly orderId: OrderId;
  readonly amountPaise: number;
};

const scanAfterMs = (world: World): number | null => {
  const draw = world.random.below(100);
  if (draw < 68) return 2000 + world.random.below(28_000);
  return draw < 84 ? 30_000 + world.random.below(148_000) : null;
};

/**
 * The customer's phone: reads the QR while it is on the screen, and pays at once or within the window after that, whatever became of the QR meanwhile.
 * A QR that nobody sees any more can't be read; money that comes later than the window is found by the day's reconciliation (docs/payments.md).
 */
export function holdUpPhone(
  world: World,
  till: SimTill,
  life: Life,
  qr: ShownQr,
  gateway: () => GatewaySide,
): void {
  const { random, scheduler, tally } = world;
  const scanMs = scanAfterMs(world);
  if (scanMs === null) return count(tally.deeds, 'customer: does not scan');
  scheduler.after(scanMs, () => {
    const record = findAttempt(life.deps.db, qr.attemptId);
    const isOnScreen =
      life.alive && till.atCounter === qr.orderId && record?.state === 'PENDING' && !record.cancelRequested;
    if (!isOnScreen) return;
    const payMs = random.chance(0.85) ? 1000 + random.below(20_000) : random.below(140_000);
    const amountPaise = random.chance(0.02) ? qr.amountPaise + 100 : qr.amountPaise;
    scheduler.after(payMs, () => pay(world, till, { ...qr, amountPaise }, gateway()));
  });
}

function pay(world: World, till: SimTill, qr: ShownQr, gateway: GatewaySide): void {
  const { attemptId, orderId, amountPaise } = qr;
  const { book } = gateway;
  // A QR that was never asked about is not in the books yet: they learn which till it is of.
  if (book.look(attemptId) === null) book.cancel(attemptId, till.terminalId, amountPaise);
  const held = book.payUpi(attemptId, amountPaise);
  count(world.tally.deeds, 'customer: pays by UPI');
  world.note(`the customer of ${orderId} pays ${attemptId} by UPI: ${held.status} ${amountPaise}`);
}
