import type { Scenario } from '../../electron/training/emulator/scenario.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { PROCESSING_WINDOW_MS } from '../../shared/domain/payment-window.ts';
import { playOut, type Onlooker } from './customers.ts';
import type { GatewaySide } from './gateway-side.ts';
import type { SimTill } from './till.ts';
import type { World } from './world.ts';

type Sent = { readonly till: SimTill; readonly orderId: string; readonly atMs: number };

/** The card terminals on the counters, and who looks at them. */
export type Terminals = {
  /** A till sent a sale. */
  readonly sent: (till: SimTill, attemptId: string, orderId: OrderId) => void;
  /** A sale came to the gateway: its customer is told to tap, whatever the terminal shows. */
  readonly came: (attemptId: string) => void;
  /** The terminal shows the amount of a sale: what is made of it. */
  readonly shows: (attemptId: string) => Scenario;
};

function onlookerOf(sent: Sent | undefined): Onlooker {
  if (sent === undefined) return 'nobody';
  if (sent.till.atCounter === sent.orderId) return 'own customer';
  return sent.till.prompted ? 'next customer' : 'nobody';
}

/** After the window nobody is asked to tap on what is not their own: what the terminal shows then is over (FIELD 4.6). */
export function createTerminals(world: World, gateway: () => GatewaySide): Terminals {
  const { scheduler } = world;
  const sales = new Map<string, Sent>();
  const isInWindow = (sent: Sent): boolean => scheduler.nowMs() - sent.atMs < PROCESSING_WINDOW_MS;
  const pendingOn = (terminalId: string) =>
    gateway()
      .book.all()
      .filter((held) => held.status === 'PENDING' && held.terminalId === terminalId);
  return {
    sent(till, attemptId, orderId) {
      sales.set(attemptId, { till, orderId, atMs: scheduler.nowMs() });
    },
    came(attemptId) {
      const till = sales.get(attemptId)?.till;
      if (till === undefined) return;
      for (const held of pendingOn(till.terminalId)) {
        const shown = sales.get(held.attemptId);
        if (held.attemptId === attemptId || shown?.till !== till || !isInWindow(shown)) continue;
        if (onlookerOf(shown) === 'next customer')
          world.broken(`${till.name}: the customer of ${attemptId} taps on the amount of ${held.attemptId}`);
      }
    },
    shows(attemptId) {
      const sent = sales.get(attemptId);
      const who = onlookerOf(sent);
      // Cancelled before it came, or refused as busy: the terminal shows nothing.
      const isShown =
        sent !== undefined &&
        gateway().book.look(attemptId) === null &&
        pendingOn(sent.till.terminalId).length === 0;
      if (who !== 'next customer') return playOut(world, isShown ? who : 'nobody');
      if (isShown && isInWindow(sent))
        world.broken(`${sent.till.name}: the next customer, told to tap, sees the amount of ${attemptId}`);
      return playOut(world, 'nobody');
    },
  };
}
