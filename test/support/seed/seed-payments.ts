/** How the bills of a seeded shop are paid, in the rows that a till writes for it. */
import { sha256Hex } from '../../../electron/platform/message-signature.ts';
import {
  freshProgress,
  type AttemptEventRecord,
  type AttemptIdentity,
  type AttemptProgress,
} from '../../../electron/store/repositories/attempts.ts';
import type { NewTender } from '../../../electron/store/repositories/tenders.ts';
import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import { giveBackIdsOf } from '../../../shared/domain/derived-ids.ts';
import type { AttemptId, RequestId } from '../../../shared/domain/ids.ts';
import { paise, subtractPaise, type Paise } from '../../../shared/domain/money.ts';
import type { Random } from '../seeded-random.ts';
import type { SeedChance } from './seed-chance.ts';

/** An attempt as it ended, with the steps of its life and how many versions they are. */
export type SeedAttempt = {
  readonly row: AttemptIdentity & AttemptProgress & { readonly version: number };
  readonly events: readonly AttemptEventRecord[];
};

const MERCHANT = 'TRAINING-SHOP-1';
const TERMINAL = 'TRAINING-T1';
const CARDS = ['607000******0002', '652765******1005', '608201******7308'];
const DECLINES = [
  ['insufficient-funds', '51'],
  ['wrong-pin', '55'],
  ['do-not-honour', '05'],
  ['limit-exceeded', '61'],
] as const;

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.below(10)).join('');

type Steps = readonly (readonly [event: string, to: AttemptProgress['state'], afterMs: number])[];

const ON_TERMINAL: Steps = [
  ['created', 'CREATED', 0],
  ['send', 'SENDING', 15],
  ['pending', 'PENDING', 240],
];
const BY_QR: Steps = [
  ['created', 'CREATED', 0],
  ['shown', 'PENDING', 40],
];

function eventsOf(steps: Steps, atMs: number, reason: AttemptProgress['reason']): AttemptEventRecord[] {
  return steps.map(([event, toState, afterMs], index) => ({
    version: index + 1,
    at: atMs + afterMs,
    event,
    fromState: steps[index - 1]?.[1] ?? null,
    toState,
    reason: index === steps.length - 1 ? reason : null,
  }));
}

/** What the gateway said, in the words of a slip. */
function slipOf(random: Random, kind: 'card-terminal' | 'upi-qr', hostCode: string) {
  const card = kind === 'card-terminal';
  const approved = hostCode === '00';
  const slip = {
    transactionId: approved ? `${card ? 'TXN' : 'UPI'}${digits(random, 12)}` : null,
    authCode: approved && card ? digits(random, 6) : null,
    rrn: approved ? digits(random, 12) : null,
    batch: card ? String(1 + random.below(999_999)).padStart(6, '0') : null,
    invoiceNumber: card ? digits(random, 6) : null,
    hostCode,
    hostMessage: approved ? 'APPROVED' : 'DECLINED',
    scheme: card ? 'rupay' : 'upi',
    cardKind: card ? 'debit' : null,
    maskedCard: card ? `${random.pick(CARDS).slice(0, -4)}${digits(random, 4)}` : null,
    entryMode: card ? random.pick(['contactless', 'chip']) : 'upi-qr',
    pinVerified: card ? random.chance(0.3) : null,
    aid: card ? 'A0000005241010' : null,
    applicationName: card ? 'RuPay Debit' : null,
    tvr: card ? '0000008000' : null,
    tsi: card ? 'E800' : null,
    tc: card ? digits(random, 16) : null,
  };
  return slip;
}

function whole(
  chance: SeedChance,
  asked: {
    readonly kind: 'card-terminal' | 'upi-qr';
    readonly amountPaise: Paise;
    readonly requestId: RequestId;
  },
  end: { readonly approved: boolean; readonly reason: AttemptProgress['reason']; readonly hostCode: string },
): SeedAttempt {
  const { random, ids, clock } = chance;
  const { kind, amountPaise, requestId } = asked;
  const card = kind === 'card-terminal';
  const atMs = clock.now();
  const lastMs = 2000 + random.below(6000);
  const last = [
    end.approved ? 'approved' : 'declined',
    end.approved ? 'APPROVED' : 'DECLINED',
    lastMs,
  ] as const;
  const events = eventsOf([...(card ? ON_TERMINAL : BY_QR), last], atMs, end.reason);
  const slip = slipOf(random, kind, end.hostCode);
  const attemptId = ids.next<AttemptId>();
  const { transactionId, authCode, rrn, batch, scheme, maskedCard, entryMode, pinVerified } = slip;
  const progress: AttemptProgress = {
    ...freshProgress(atMs, giveBackIdsOf(attemptId)),
    state: last[1],
    reason: end.reason,
    approvedPaise: end.approved ? amountPaise : null,
    gatewayHandle: card ? `H${digits(random, 10)}` : null,
    transactionId,
    authCode,
    rrn,
    batch,
    tid: end.approved && card ? TERMINAL : null,
    mid: end.approved ? MERCHANT : null,
    scheme,
    lastFour: maskedCard?.slice(-4) ?? null,
    maskedCard,
    entryMode,
    pinVerified,
    hostCode: slip.hostCode,
    hostMessage: slip.hostMessage,
    gatewayResponse: JSON.stringify(slip, (_, value: unknown) => value ?? undefined),
    updatedAt: atMs + lastMs,
  };
  const identity: AttemptIdentity = {
    attemptId,
    kind,
    amountPaise,
    requestId,
    requestHash: sha256Hex(`${requestId} ${amountPaise}`),
    gateway: 'rupay',
    merchantId: MERCHANT,
    terminalId: card ? TERMINAL : null,
    createdAt: atMs,
  };
  return { row: { ...identity, ...progress, version: events.length }, events };
}

type Asked = Parameters<typeof whole>[1];

/** An attempt that was approved. */
export function approvedAttempt(chance: SeedChance, asked: Asked): SeedAttempt {
  return whole(chance, asked, { approved: true, reason: null, hostCode: '00' });
}

/** An attempt that the bank declined. */
export function declinedAttempt(chance: SeedChance, asked: Asked): SeedAttempt {
  const [reason, hostCode] = chance.random.pick(DECLINES);
  return whole(chance, asked, { approved: false, reason, hostCode });
}

const NOTES = [5000, 10_000, 20_000, 50_000];

/** Cash for an amount: counted out, or in notes with change. */
export function cashTender(chance: SeedChance, amountPaise: Paise, date: BusinessDate): NewTender {
  const { random, clock } = chance;
  const note = random.pick(NOTES);
  const receivedPaise = random.chance(0.4) ? amountPaise : paise(Math.ceil(amountPaise / note) * note);
  return {
    kind: 'cash',
    amountPaise,
    receivedPaise,
    changePaise: subtractPaise(receivedPaise, amountPaise),
    attemptSeq: null,
    scheme: null,
    lastFour: null,
    rrn: null,
    authCode: null,
    businessDate: date,
    takenAt: clock.now(),
    withdrawnAt: null,
  };
}

/** The tender that an approval is. */
export function attemptTender(attempt: SeedAttempt, attemptSeq: number, date: BusinessDate): NewTender {
  const { kind, amountPaise, scheme, lastFour, rrn, authCode, updatedAt } = attempt.row;
  return {
    kind,
    amountPaise,
    receivedPaise: null,
    changePaise: null,
    attemptSeq,
    scheme,
    lastFour,
    rrn,
    authCode,
    businessDate: date,
    takenAt: updatedAt,
    withdrawnAt: null,
  };
}
