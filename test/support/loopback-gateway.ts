import { createRupayGateway } from '../../electron/gateway/index.ts';
import type { CallOptions, Gateway } from '../../electron/gateway/index.ts';
import { startEmulator } from '../../electron/training/emulator/index.ts';
import type { Emulator, EmulatorOptions } from '../../electron/training/emulator/index.ts';
import type { AttemptId, OrderId, RefundId, VoidId } from '../../shared/domain/ids.ts';
import { parseAttemptId, parseOrderId, parseRefundId, parseVoidId } from '../../shared/domain/ids.ts';
import { uuid } from './uuid.ts';

/** Time-outs long enough for a busy machine and short enough for a test that waits for one. */
export const testTimeouts = { connectMs: 2000, headersMs: 1500, bodyMs: 1500, totalMs: 6000 };

/** A clock that stands until it is moved. */
export type HandClock = { readonly now: () => number; advance(ms: number): void };

/** Starts in the middle of an Indian business day. */
export function createHandClock(startMs = Date.UTC(2026, 5, 10, 6, 30)): HandClock {
  let nowMs = startMs;
  return {
    now: () => nowMs,
    advance(ms) {
      nowMs += ms;
    },
  };
}

/** The real adapter in front of a real emulator on loopback. */
export type LoopbackGateway = {
  readonly emulator: Emulator;
  readonly gateway: Gateway;
  readonly clock: HandClock;
};

/** An adapter for a running emulator. */
export function gatewayFor(
  emulator: Emulator,
  now: () => number,
  call: Partial<CallOptions> = {},
  speaks?: Parameters<typeof createRupayGateway>[2],
): Gateway {
  const { url, merchantId, terminalId, apiKey } = emulator;
  return createRupayGateway(
    { baseUrl: url, merchantId, terminalId, apiKey, call: { timeouts: testTimeouts, ...call } },
    { now, nonce: uuid },
    speaks,
  );
}

/** Starts an emulator and the adapter for it; customers tap when the clock has moved by a second. */
export async function startLoopbackGateway(options: Partial<EmulatorOptions> = {}): Promise<LoopbackGateway> {
  const clock = createHandClock();
  const emulator = await startEmulator({
    port: 0,
    seed: 7,
    now: clock.now,
    approveAfterMs: 1000,
    ...options,
  });
  return { emulator, gateway: gatewayFor(emulator, clock.now), clock };
}

function made<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!result.ok) throw new Error('a fresh UUID was refused');
  return result.value;
}

export const newAttemptId = (): AttemptId => made(parseAttemptId(uuid()));
export const newOrderId = (): OrderId => made(parseOrderId(uuid()));
export const newVoidId = (): VoidId => made(parseVoidId(uuid()));
export const newRefundId = (): RefundId => made(parseRefundId(uuid()));
