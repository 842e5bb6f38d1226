/** The same calls to the same emulator with nothing else: no store, no machine, no till. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRupayGateway } from '../../../electron/gateway/index.ts';
import { systemClock } from '../../../electron/platform/clock.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import type { AttemptId, OrderId } from '../../../shared/domain/ids.ts';
import { paise } from '../../../shared/domain/money.ts';
import { must } from '../../support/catalogue.ts';
import { testTimeouts } from '../../support/loopback-gateway.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';

const task = engineTask<{ readonly sales: number; readonly pollMs: number }>();
const { env } = process;
const gateway = createRupayGateway(
  {
    baseUrl: env['RUPAY_GATEWAY_URL'] ?? '',
    merchantId: env['RUPAY_MERCHANT_ID'] ?? '',
    terminalId: env['RUPAY_TERMINAL_ID'] ?? '',
    apiKey: env['RUPAY_API_KEY'] ?? '',
    call: { timeouts: testTimeouts },
  },
  { now: systemClock.now, nonce: () => randomUUID() },
);
const paid: number[] = [];
for (let at = 0; at < task.sales; at += 1) {
  const attemptId = systemIds.next<AttemptId>();
  const orderId = systemIds.next<OrderId>();
  const amountPaise = paise(10_000 + at);
  const from = performance.now();
  let answer = must(await gateway.sale({ attemptId, orderId, amountPaise }));
  while (answer.kind !== 'approved') {
    await sleep(task.pollMs);
    answer = must(await gateway.status({ attemptId, amountPaise, handle: null }));
  }
  paid.push(performance.now() - from);
}
engineDone({ paid });
