import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readOptions } from '../../../electron/commands/gateway.ts';
import { TRAINING_MERCHANT_PREFIX } from '../../../electron/gateway/index.ts';
import { startEmulator, type Emulator } from '../../../electron/training/emulator/index.ts';
import { paise } from '../../../shared/domain/money.ts';
import { createHandClock, gatewayFor, newAttemptId, newOrderId } from '../../support/loopback-gateway.ts';

const amountPaise = paise(350_00);
const clock = createHandClock();
let folder: string;
let journalFile: string;
const running: Emulator[] = [];

async function start(seed = 1): Promise<Emulator> {
  const emulator = await startEmulator({ port: 0, seed, journalFile, now: clock.now, approveAfterMs: 1000 });
  running.push(emulator);
  return emulator;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galla-emulator-'));
  journalFile = join(folder, 'emulator.jsonl');
});
afterEach(async () => {
  for (const emulator of running.splice(0)) await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A sale that the customer tapped for. */
async function approvedSale(emulator: Emulator) {
  const attemptId = newAttemptId();
  await gatewayFor(emulator, clock.now).sale({ attemptId, orderId: newOrderId(), amountPaise });
  clock.advance(1000);
  const ref = { attemptId, amountPaise, handle: null };
  return { ref, status: await gatewayFor(emulator, clock.now).status(ref) };
}

async function stop(emulator: Emulator): Promise<void> {
  running.splice(running.indexOf(emulator), 1);
  await emulator.close();
}

describe('the emulator remembers', () => {
  test('an approval, and tells the same of it after a restart', async () => {
    const first = await start();
    const { ref, status } = await approvedSale(first);
    expect(status).toMatchObject({ ok: true, value: { kind: 'approved' } });
    await stop(first);
    const second = await start();
    expect(await gatewayFor(second, clock.now).status(ref)).toEqual(status);
  });

  test('a sale that was pending when it stopped goes on', async () => {
    const first = await start();
    const attemptId = newAttemptId();
    await gatewayFor(first, clock.now).sale({ attemptId, orderId: newOrderId(), amountPaise });
    await stop(first);
    const second = await start();
    clock.advance(1000);
    const status = await gatewayFor(second, clock.now).status({ attemptId, amountPaise, handle: null });
    expect(status).toMatchObject({ ok: true, value: { kind: 'approved' } });
  });

  test('all but a last line that a kill cut in half', async () => {
    const first = await start();
    const { ref } = await approvedSale(first);
    await stop(first);
    writeFileSync(journalFile, `${readFileSync(journalFile, 'utf8')}{"attemptId":"half`);
    const second = await start();
    expect(await gatewayFor(second, clock.now).status(ref)).toMatchObject({
      ok: true,
      value: { kind: 'approved' },
    });
    await approvedSale(second);
    await stop(second);
    const third = await start();
    expect(third.control.transactions()).toHaveLength(2);
  });
});

describe('the emulator plays', () => {
  test('the same card, auth code and RRN for the same seed and attempt, and others for another seed', async () => {
    const attemptId = newAttemptId();
    const orderId = newOrderId();
    const slips: unknown[] = [];
    for (const seed of [1, 1, 2]) {
      journalFile = join(folder, `${slips.length}.jsonl`);
      const emulator = await start(seed);
      await gatewayFor(emulator, clock.now).sale({ attemptId, orderId, amountPaise });
      clock.advance(1000);
      const status = await gatewayFor(emulator, clock.now).status({ attemptId, amountPaise, handle: null });
      slips.push(status.ok && status.value.kind === 'approved' ? status.value.approval.rrn : null);
    }
    expect(slips[0]).toMatch(/^\d{12}$/);
    expect(slips[1]).toBe(slips[0]);
    expect(slips[2]).not.toBe(slips[0]);
  });

  test('a RuPay debit card, of which only BIN and last four exist', async () => {
    const { status } = await approvedSale(await start());
    expect(status).toMatchObject({ value: { approval: { slip: { scheme: 'rupay', cardKind: 'debit' } } } });
    expect(readFileSync(journalFile, 'utf8')).not.toMatch(/\d{16}/);
  });

  test('only for a merchant that a real till refuses', async () => {
    expect((await start()).merchantId.startsWith(TRAINING_MERCHANT_PREFIX)).toBe(true);
  });
});

describe('the control API', () => {
  /** A call below /_control as JSON. */
  async function control(emulator: Emulator, method: string, what: string, body?: object, headers = {}) {
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const reply = await fetch(`${emulator.url}/_control/${what}`, init);
    return { status: reply.status, json: reply.status === 403 ? null : ((await reply.json()) as unknown) };
  }

  test('decides how the next sale of an amount goes', async () => {
    const emulator = await start();
    await control(emulator, 'POST', 'rules', { scenario: 'decline-54', amountPaise, times: 1 });
    expect((await approvedSale(emulator)).status).toMatchObject({
      value: { kind: 'declined', hostCode: '54' },
    });
    expect((await approvedSale(emulator)).status).toMatchObject({ value: { kind: 'approved' } });
  });

  test('holds a reply back until it is released, and lets a person play the customer', async () => {
    const emulator = await start();
    await control(emulator, 'POST', 'rules', { scenario: 'pending-for-ever' });
    await control(emulator, 'POST', 'hold', { operation: 'sale', point: 'after' });
    const attemptId = newAttemptId();
    const sale = gatewayFor(emulator, clock.now).sale({ attemptId, orderId: newOrderId(), amountPaise });
    await expect
      .poll(async () => (await control(emulator, 'GET', 'waiting')).json)
      .toMatchObject([{ attemptId }]);
    await control(emulator, 'POST', 'release', { operation: 'sale', point: 'after' });
    expect(await sale).toMatchObject({ ok: true, value: { kind: 'pending' } });
    await control(emulator, 'POST', 'decide', { attemptId, outcome: 'approve' });
    expect((await control(emulator, 'GET', 'transactions')).json).toMatchObject([{ status: 'APPROVED' }]);
  });

  test('names every scenario with what happens in it', async () => {
    const { json } = await control(await start(), 'GET', 'scenarios');
    expect(json).toContainEqual({ name: 'decline-51', says: 'Not enough money in the account.' });
  });

  test('refuses an unknown scenario, and a page in a browser', async () => {
    const emulator = await start();
    expect((await control(emulator, 'POST', 'rules', { scenario: 'no-such' })).status).toBe(400);
    const fromPage = await control(emulator, 'GET', 'transactions', undefined, {
      origin: 'https://example.com',
    });
    expect(fromPage.status).toBe(403);
  });
});

describe('npm run gateway', () => {
  test('reads its options and refuses wrong ones', () => {
    expect(readOptions(['--port', '5000', '--seed', '9'])).toMatchObject({ port: 5000, seed: 9 });
    expect(readOptions(['--help'])).toBeUndefined();
    expect([readOptions(['--port', '70000']), readOptions(['--seed', 'x']), readOptions(['--what'])]).toEqual(
      [null, null, null],
    );
  });
});
