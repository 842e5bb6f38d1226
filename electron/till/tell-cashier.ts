import type { Notice } from '../../shared/contract/till.ts';
import type { PosEvent } from '../../shared/contract/events.ts';
import { ok } from '../../shared/domain/result.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Report } from '../platform/ports.ts';
import { steadyClock, type ClockJump } from '../platform/steady-clock.ts';
import type { Store } from '../store/connection.ts';
import { listAudit } from '../store/repositories/audit.ts';
import { findCartInHand } from '../store/repositories/carts.ts';
import { insertNotice, listNotices, type NewNotice } from '../store/repositories/notices.ts';
import { findLastCompletedOrder } from '../store/repositories/orders.ts';

/** What telling the cashier takes. */
type Teller = {
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Ids;
  readonly emit: (event: PosEvent) => void;
  readonly report: Report;
};

const nothing = { invoiceNumber: null, amountPaise: null, orderId: null };

/** A clock is looked at this often though nobody asks for the time, so that a jump is told soon. */
const BEAT_MS = 15_000;

/**
 * Says that the last run stopped uncleanly. With no cart in hand the last thing it did may have been to complete a bill, and the screen may have
 * gone dark before the cashier saw that it was paid: that bill is named, so that nobody charges it again. When the till itself put its file back, it says that.
 */
export function tellWhatWas({ clock, ids }: Teller, store: Store, wasPutBack: boolean): void {
  const { stoppedUncleanly, reader, writer } = store;
  if (!stoppedUncleanly) return;
  const told = (code: Notice['code']): NewNotice => ({ ...nothing, id: ids.next(), at: clock.now(), code });
  const last = findCartInHand(reader) === null ? findLastCompletedOrder(reader) : null;
  writer.transaction<null, never>(() => {
    insertNotice(writer, told(wasPutBack ? 'store-put-back' : 'unclean-stop'));
    if (last !== null && !wasPutBack) {
      const { orderId, invoiceNumber, totalPaise: amountPaise } = last;
      insertNotice(writer, { ...told('last-bill-complete'), orderId, invoiceNumber, amountPaise });
    }
    return ok(null);
  });
}

/** Tells the cashier of a jump of the clock, once until somebody has read it. */
function tellJump({ clock, ids, emit, report }: Teller, { reader, writer }: Store, jump: ClockJump): void {
  report('clock-jumped', jump);
  const code = jump.direction === 'back' ? 'clock-went-back' : 'clock-went-forward';
  if (listNotices(reader).some((notice) => notice.code === code)) return;
  const at = clock.now();
  writer.transaction<null, never>(() => {
    insertNotice(writer, { ...nothing, id: ids.next(), at, code });
    return ok(null);
  });
  emit({ topic: 'snapshot', id: '', version: at });
}

/** A clock for a shop that never goes back behind what the store holds, tells the cashier of jumps, and beats until `stop`. */
export function shopClock(
  teller: Omit<Teller, 'clock'> & { readonly clock: Clock },
  store: Store,
): { readonly clock: Clock; readonly stop: () => void } {
  let isStopped = false;
  const clock = steadyClock(teller.clock, listAudit(store.reader, null, 1)[0]?.at ?? 0, (jump) => {
    // Whoever asked for the time may be inside a transaction; a word to the cashier must not be rolled back with it.
    setImmediate(() => {
      if (!isStopped) tellJump({ ...teller, clock }, store, jump);
    });
  });
  const beat = setInterval(clock.now, BEAT_MS).unref();
  return {
    clock,
    stop: () => {
      isStopped = true;
      clearInterval(beat);
    },
  };
}
