import { UPI_ENTRY_MODE, type OtpWire, type TransactionWire } from '../../../shared/contract/gateway.ts';
import { digitsFor } from './digits.ts';
import { cardEnding, NO_PIN_UP_TO_PAISE } from './cards.ts';
import { refundedPaise, type HeldOtp, type HeldTransaction } from './transaction.ts';

/** The gateway's own name for a transaction. */
export function transactionIdOf(seed: number, attemptId: string): string {
  return `TXN${digitsFor(seed, attemptId, 'transaction', 12)}`;
}

/** The charge slip, once the host has answered. */
function slipOf(held: HeldTransaction, seed: number): TransactionWire['slip'] {
  if (held.hostCode === null) return null;
  const approved = held.hostCode === '00';
  const card = cardEnding(held.lastFour);
  const digits = (what: string, count: number): string => digitsFor(seed, held.attemptId, what, count);
  if (held.keyed !== undefined) return keyedSlipOf(held, held.keyed, seed);
  const pin = held.entry === undefined ? held.amountPaise > NO_PIN_UP_TO_PAISE : held.entry === 'pin';
  return {
    transactionId: transactionIdOf(seed, held.attemptId),
    authCode: approved ? digits('auth', 6) : null,
    rrn: digits('rrn', 12),
    batch: '000001',
    invoiceNumber: digits('invoice', 6),
    scheme: card.scheme,
    cardKind: card.cardKind,
    maskedCard: card.masked,
    entryMode: pin ? 'chip' : 'contactless',
    pinVerified: pin,
    aid: 'A0000005241010',
    applicationName: card.application,
    tvr: '0000008000',
    tsi: 'E800',
    tc: digits('tc', 16),
    hostCode: held.hostCode,
    hostMessage: approved ? 'APPROVED' : 'DECLINED',
  };
}

/** The slip of a card that was typed in: nothing was read from a chip, and no PIN was asked. */
function keyedSlipOf(
  held: HeldTransaction,
  { masked, scheme }: NonNullable<HeldTransaction['keyed']>,
  seed: number,
): TransactionWire['slip'] {
  const digits = (what: string, count: number): string => digitsFor(seed, held.attemptId, what, count);
  const approved = held.hostCode === '00';
  return {
    transactionId: transactionIdOf(seed, held.attemptId),
    authCode: approved ? digits('auth', 6) : null,
    rrn: digits('rrn', 12),
    batch: '000001',
    invoiceNumber: digits('invoice', 6),
    scheme,
    cardKind: null,
    maskedCard: masked,
    entryMode: 'keyed',
    pinVerified: null,
    aid: null,
    applicationName: null,
    tvr: null,
    tsi: null,
    tc: null,
    hostCode: held.hostCode,
    hostMessage: approved ? 'APPROVED' : 'DECLINED',
  };
}

/** The slip of a UPI payment: an RRN, and nothing that a card has. */
function upiSlipOf(held: HeldTransaction, seed: number): TransactionWire['slip'] {
  const digits = (what: string, count: number): string => digitsFor(seed, held.attemptId, what, count);
  return {
    transactionId: `UPI${digits('transaction', 12)}`,
    authCode: null,
    rrn: digits('rrn', 12),
    batch: null,
    invoiceNumber: null,
    scheme: 'upi',
    cardKind: null,
    maskedCard: null,
    entryMode: UPI_ENTRY_MODE,
    pinVerified: null,
    aid: null,
    applicationName: null,
    tvr: null,
    tsi: null,
    tc: null,
    hostCode: '00',
    hostMessage: 'APPROVED',
  };
}

/** The one-time password as the protocol tells it, without its digits. */
function otpOf({ state, triesLeft, resendsLeft, expiresAtMs }: HeldOtp): OtpWire {
  return { state, triesLeft, resendsLeft, expiresAt: expiresAtMs };
}

/** A payment as the protocol tells it. */
export function pictureOf(
  held: HeldTransaction,
  merchantId: string,
  seed: number,
  nowMs: number,
): TransactionWire {
  return {
    attemptId: held.attemptId,
    orderId: held.orderId,
    merchantId,
    terminalId: held.terminalId,
    amountPaise: held.status === 'APPROVED' ? held.chargedPaise : held.amountPaise,
    currency: 'INR',
    status: held.status,
    final: held.status !== 'PENDING' && nowMs >= held.finalAtMs,
    handle: held.handle,
    refundedPaise: refundedPaise(held),
    settled: held.settled,
    slip: held.method === 'upi' ? upiSlipOf(held, seed) : slipOf(held, seed),
    ...(held.otp === undefined ? {} : { otp: otpOf(held.otp) }),
  };
}
