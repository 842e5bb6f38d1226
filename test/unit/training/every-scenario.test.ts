import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scenarios } from '../../../electron/training/emulator/scenarios/index.ts';
import { paise } from '../../../shared/domain/money.ts';
import {
  newAttemptId,
  newOrderId,
  newVoidId,
  startLoopbackGateway,
  type LoopbackGateway,
} from '../../support/loopback-gateway.ts';

/** A scenario of the emulator, which rupay-scenarios.test.ts plays through the real client. */
const played = (...names: string[]) => ({ kind: 'scenario', names }) as const;
/** A test that plays it, by its file below test/ and its title. */
const tested = (file: string, title: string) => ({ kind: 'test', file, title }) as const;

const transport = (title: string) => tested('unit/gateway/rupay-transport.test.ts', title);
const calls = (title: string) => tested('unit/gateway/rupay-calls.test.ts', title);
const terminal = (title: string) => tested('unit/payments/terminal-sale.test.ts', title);
const here = (title: string) => tested('unit/training/every-scenario.test.ts', title);

/** Every way a payment at a counter can go wrong that the emulator must play, and where it is played. */
const ways: Readonly<Record<string, ReturnType<typeof played> | ReturnType<typeof tested>>> = {
  'host approves': played('approve'),
  'host is slow': played('slow'),
  'declined 51, 54, 75, 05': played('decline-51', 'decline-54', 'decline-75', 'decline-05'),
  'declined 91, 96': played('decline-91', 'decline-96'),
  'declined 55, then success': here('a wrong PIN, then the right one: two attempts, the second is paid'),
  'partial approval': played('partial'),
  'name not known (DNS)': transport('the name of the gateway is not known'),
  'connection refused': transport('nobody listens on the port'),
  'connect blackhole': transport('the gateway takes no connection'),
  'expired certificate': transport('an expired certificate'),
  'wrong host': transport("another host's certificate"),
  'reset before the body': played('reset-before'),
  'reset after the body': played('reset-after', 'reset-mid-body'),
  'a reused socket that dies': transport('every call has a connection of its own and is made once'),
  'headers never': played('headers-never-before', 'headers-never-after'),
  'body stalls': played('body-stalls'),
  'truncated JSON': played('truncated-json'),
  'HTML with 200': played('html-200'),
  'empty 200': played('empty-200'),
  oversized: played('oversized'),
  '200 with a declined body': here('a decline comes with status 200 and is no approval'),
  'unknown status word': played('unknown-status'),
  '500 before and after processing': played('500-before', '500-after'),
  '502, 504': played('502', '504'),
  '503 with Retry-After': played('503'),
  '429': played('rate-limited'),
  '401, 403': played('unauthorised', 'forbidden'),
  redirect: played('redirect'),
  'the same body again; another amount under the same id': calls(
    'the same sale again is the same payment, with another amount it is refused',
  ),
  '409 in flight': played('in-flight'),
  'a stored 500 replayed': played('stored-500'),
  'key expired': played('key-expired'),
  'amount, currency, attempt, MID or TID of somebody else': played(
    'other-amount',
    'other-currency',
    'other-attempt',
    'other-merchant',
    'other-terminal',
  ),
  'missing auth code or RRN': played('missing-auth-code', 'missing-rrn'),
  'bad signature': played('bad-signature'),
  'clock skew': played('clock-skew'),
  'full card number echoed': played('full-card-echoed'),
  'pending for ever': played('pending-for-ever'),
  'approval at 140 s': played('approve-at-140s'),
  'not found, then approved': played('not-found-then-approved'),
  'approved, then pending again': played('approved-then-pending'),
  'status down while the sale goes through': played('status-down', 'status-reset'),
  'cancel wins, loses, its reply lost': played('cancel-wins', 'cancel-loses', 'cancel-reply-lost'),
  'approval after the cancel': terminal('an approval that comes after a final "not paid" is voided'),
  'void reply lost': played('void-reply-lost', 'void-refused-by-proxy'),
  'void repeated': calls('an approval is voided once, and the same void again answers the same'),
  'void after settlement; batch cut-off': calls('after settlement a void is refused as settled'),
  'over-refund, double refund': calls('a refund never gives back more than was paid'),
  'refund reply lost': played('refund-reply-lost'),
  'terminal busy, offline, session expired': played('terminal-busy', 'terminal-offline', 'session-expired'),
  'killed while sending': tested(
    'unit/payments/hard-stops.test.ts',
    'while the gateway has the sale in hand: unknown after the restart',
  ),
  'killed between approval and commit': tested(
    'unit/payments/hard-stops.test.ts',
    'when the gateway had approved and the till had not heard it',
  ),
  'two tills on one terminal': calls('a second sale while the terminal shows another one is not sent'),
  'settlement rows missing, extra, different': here(
    'the list of a day misses a row, has one too many, or another amount',
  ),
  'UPI paid after the QR expired': tested(
    'unit/sales/upi-qr.test.ts',
    'an expired QR is unknown, not unpaid',
  ),
  'the cable is pulled while the card is read': played('cable-pulled'),
  'OTP wrong, OTP expired': played('otp-wrong', 'otp-expired'),
  'the reply to the OTP is lost': played('otp-reply-lost', 'otp-never-arrives'),
};

describe('every way a payment can go wrong', () => {
  test.each(Object.entries(ways))('%s is played', (_way, where) => {
    if (where.kind === 'scenario') {
      expect(where.names.filter((name) => !scenarios.has(name))).toEqual([]);
      return;
    }
    expect(readFileSync(new URL(`../../${where.file}`, import.meta.url), 'utf8')).toContain(where.title);
  });

  test('and every scenario is told of in docs/emulator.md', () => {
    const page = readFileSync(new URL('../../../docs/emulator.md', import.meta.url), 'utf8');
    const missing = [...scenarios.values()].filter(
      ({ name, says }) => !page.replaceAll(/ +/g, ' ').includes(`| \`${name}\` | ${says} |`),
    );
    expect(missing.map(({ name }) => name)).toEqual([]);
  });
});

describe('through the real client', () => {
  const amountPaise = paise(249_50);
  let loopback: LoopbackGateway;
  beforeEach(async () => {
    loopback = await startLoopbackGateway();
  });
  afterEach(() => loopback.emulator.close());

  async function sell(scenario: string) {
    const { emulator, gateway, clock } = loopback;
    const attemptId = newAttemptId();
    emulator.control.addRule({ scenario, attemptId });
    await gateway.sale({ attemptId, orderId: newOrderId(), amountPaise });
    clock.advance(2000);
    const ref = { attemptId, amountPaise, handle: null };
    return { ref, status: await gateway.status(ref) };
  }

  test('a wrong PIN, then the right one: two attempts, the second is paid', async () => {
    expect((await sell('decline-55')).status).toMatchObject({
      ok: true,
      value: { kind: 'declined', hostCode: '55' },
    });
    expect((await sell('approve')).status).toMatchObject({ ok: true, value: { kind: 'approved' } });
    expect(loopback.emulator.control.transactions().map((held) => held.status)).toEqual([
      'DECLINED',
      'APPROVED',
    ]);
  });

  test('a decline comes with status 200 and is no approval', async () => {
    const { status } = await sell('decline-05');
    expect(status).toMatchObject({ ok: true, value: { kind: 'declined', hostCode: '05' } });
  });

  test('the list of a day misses a row, has one too many, or another amount', async () => {
    const { emulator, gateway } = loopback;
    const [missing, differing] = [await sell('approve'), await sell('approve')];
    const extra = newAttemptId();
    emulator.control.settleAs(missing.ref.attemptId, null);
    emulator.control.settleAs(differing.ref.attemptId, 1_00);
    emulator.control.forceStatus(extra, newOrderId(), 77_00, 'APPROVED');
    const listed = await gateway.listDay('2026-06-10');
    const rows = listed.ok ? listed.value.map((row) => [row.attemptId, row.amountPaise]) : listed.error;
    expect(rows).toEqual([
      [differing.ref.attemptId, 1_00],
      [extra, 77_00],
    ]);
    // The list alone is wrong: the status still tells the truth.
    const status = await gateway.status(missing.ref);
    expect(status).toMatchObject({ ok: true, value: { kind: 'approved' } });
    const voided = await gateway.void({ ...missing.ref, voidId: newVoidId() });
    expect(voided).toMatchObject({ ok: true, value: { kind: 'voided' } });
  });
});
