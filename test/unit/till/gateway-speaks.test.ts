import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Till } from '../../../electron/compose.ts';
import { createAnswerer } from '../../../electron/ipc/handle.ts';
import { systemClock } from '../../../electron/platform/clock.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import { startEmulator, type Emulator } from '../../../electron/training/emulator/index.ts';
import type { Channel } from '../../../shared/contract/channels.ts';
import type { ReadySnapshot } from '../../../shared/contract/till.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { must } from '../../support/catalogue.ts';
import { findSecrets } from '../../support/find-secrets.ts';
import { typedCard } from '../../support/gateway-subject.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { fillCart, openWindowlessTill, shelfOf } from '../../support/windowless-till.ts';

const patient = { timeout: 20_000 };
const manager = { pin: '480153' };
let folder: string;
let emulator: Emulator;
const open: Till[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'galla-speaks-'));
  emulator = await startEmulator({
    port: 0,
    seed: 5,
    now: systemClock.now,
    approveAfterMs: 0,
    baseOnly: true,
  });
});
afterEach(async () => {
  for (const till of open.splice(0)) await till.close();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything that a till tells outside of its files: log, events, and each message of the contract. */
const said: string[] = [];

/** Opens the whole till on the emulator's account. */
async function openTill(more: Readonly<Record<string, string>> = {}): Promise<Till> {
  const till = await openWindowlessTill({
    dataFolder: join(folder, 'till'),
    environment: {
      GALLA_INSTALLATION_DIR: join(folder, 'installation'),
      RUPAY_GATEWAY_URL: emulator.url,
      RUPAY_MERCHANT_ID: emulator.merchantId,
      RUPAY_TERMINAL_ID: emulator.terminalId,
      RUPAY_API_KEY: emulator.apiKey,
      ...more,
    },
    report: (event, details) => said.push(JSON.stringify([event, details])),
  });
  till.subscribe((event) => said.push(JSON.stringify(event)));
  open.push(till);
  return till;
}

async function waysOf(till: Till): Promise<ReadySnapshot['ways'] & { readonly ready: boolean }> {
  const snapshot = must(await till.handlers.getSnapshot(undefined));
  if (snapshot.kind !== 'ready') throw new Error('the till did not open');
  return { ...snapshot.ways, ready: snapshot.gatewayReady };
}

test('a gateway that speaks only the base protocol is found out before anybody charges, and remembered over a restart', async () => {
  const till = await openTill();
  await vi.waitFor(async () => expect((await waysOf(till)).cardTerminal).toBe(false), patient);
  expect(await waysOf(till)).toMatchObject({ ready: true, upiQr: false, cardKeyed: false });
  expect(said.some((line) => line.includes('"topic":"snapshot"'))).toBe(true);
  expect(emulator.control.transactions()).toEqual([]);
  await till.close();
  open.splice(0);
  const url = emulator.url;
  await emulator.close();
  const again = await openTill({ RUPAY_GATEWAY_URL: url });
  expect((await waysOf(again)).cardTerminal).toBe(false);
  emulator = await startEmulator({ port: 0, seed: 5, now: systemClock.now });
});

test.each([
  ['base', { cardTerminal: false, ready: true }],
  ['extension', { cardTerminal: true, ready: true }],
  ['whatever', { ready: false }],
])('RUPAY_PROTOCOL=%s is taken at its word, and nobody is asked', async (protocol, ways) => {
  const till = await openTill({ RUPAY_PROTOCOL: protocol });
  expect(await waysOf(till)).toMatchObject(ways);
  expect(emulator.control.calls()).toEqual([]);
});

test('through every message of the contract, a typed card is in the one request and in nothing that comes back or is kept', async () => {
  said.length = 0;
  const till = await openTill({ RUPAY_PROTOCOL: 'base' });
  const caller = { senderFrame: { url: 'app://bundle/index.html', parent: null } };
  const door = {
    trustedOrigin: 'app://bundle',
    checkReplies: true,
    report: (event: string, details: object) => said.push(JSON.stringify([event, details])),
  };
  const requests: string[] = [];
  const call = async (channel: Channel, request?: unknown): Promise<unknown> => {
    requests.push(JSON.stringify(request ?? null));
    const reply = await createAnswerer(channel, till.handlers, door)(caller, request);
    said.push(JSON.stringify(reply));
    return reply;
  };
  await call('setManagerPin', { currentPin: null, newPin: manager.pin });
  expect(await call('setKeyedCard', { on: true, manager })).toMatchObject({ ok: true });
  expect((await waysOf(till)).cardKeyed).toBe(true);

  const bill = fillCart(seededRandom(4), await shelfOf(till));
  const charge = { requestId: systemIds.next<RequestId>(), ...bill, buyer: null };
  const tender = { kind: 'card-keyed', amountPaise: bill.expectedTotalPaise, card: typedCard };
  // Refused ones too: main says no more of them than what is wrong.
  const wrong = { ...tender, card: { ...typedCard, expiry: '0119' } };
  expect(await call('charge', { ...charge, requestId: systemIds.next(), tender: wrong })).toMatchObject({
    ok: false,
  });
  const malformed = { ...tender, card: { ...typedCard, cvv: '737x' } };
  expect(await call('charge', { ...charge, requestId: systemIds.next(), tender: malformed })).toMatchObject({
    ok: false,
  });
  expect(await call('charge', { ...charge, tender })).toMatchObject({ ok: true });
  await vi.waitFor(
    async () =>
      expect(await call('getCheckout', { orderId: bill.orderId })).toMatchObject({
        value: { state: 'paid' },
      }),
    patient,
  );
  for (const [channel, request] of [
    ['getOrder', { orderId: bill.orderId }],
    ['getReceipt', { orderId: bill.orderId }],
    ['listOrders', { query: '', beforeSeq: null, limit: 10 }],
    ['getSnapshot', undefined],
    ['getSettings', undefined],
    ['getDay', { businessDate: null }],
  ] as const) {
    expect(await call(channel, request)).toMatchObject({ ok: true });
  }
  const secret = [typedCard.number, `"cvv":"${typedCard.cvv}"`, emulator.apiKey];
  expect(requests.filter((text) => text.includes(typedCard.number))).toHaveLength(3);
  expect(said.length).toBeGreaterThan(20);
  for (const text of secret) expect(said.filter((line) => line.includes(text))).toEqual([]);
  const { files, found } = findSecrets(
    [folder],
    secret.map((text) => ({ name: text.slice(-6), text })),
  );
  expect(files).toContain(join('till', 'training', 'store.db'));
  expect(found).toEqual([]);
});
