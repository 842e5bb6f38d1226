import type { DeclineReason, UnknownReason } from './payment-reasons.ts';

/** What a host's response code means for an attempt. */
export type HostVerdict =
  | { readonly outcome: 'approved' }
  | { readonly outcome: 'declined'; readonly reason: DeclineReason }
  | { readonly outcome: 'unknown'; readonly reason: UnknownReason };

const declined = (reason: DeclineReason): HostVerdict => ({ outcome: 'declined', reason });
const unknown = (reason: UnknownReason): HostVerdict => ({ outcome: 'unknown', reason });

/** ISO 8583 field 39 as used on RuPay. 09, 68, 91, 94 and 96 do not tell whether money moved (FIELD 4, error classes). */
export const RESPONSE_CODES: Readonly<Record<string, HostVerdict>> = {
  '00': { outcome: 'approved' },
  '01': declined('contact-issuer'),
  '02': declined('contact-issuer'),
  '03': declined('invalid-merchant'),
  '04': declined('card-blocked'),
  '05': declined('do-not-honour'),
  '07': declined('card-blocked'),
  '09': unknown('still-processing'),
  '12': declined('invalid-transaction'),
  '13': declined('invalid-amount'),
  '14': declined('invalid-card'),
  '15': declined('invalid-card'),
  '33': declined('card-expired'),
  '34': declined('suspected-fraud'),
  '36': declined('card-blocked'),
  '38': declined('pin-tries-exceeded'),
  '41': declined('card-blocked'),
  '43': declined('card-blocked'),
  '51': declined('insufficient-funds'),
  '54': declined('card-expired'),
  '55': declined('wrong-pin'),
  '57': declined('not-permitted'),
  '58': declined('not-permitted'),
  '59': declined('suspected-fraud'),
  '61': declined('limit-exceeded'),
  '62': declined('not-permitted'),
  '65': declined('too-many-uses'),
  '68': unknown('late-response'),
  '75': declined('pin-tries-exceeded'),
  '91': unknown('issuer-unavailable'),
  '94': unknown('duplicate'),
  '96': unknown('system-malfunction'),
};

/** The meaning of a response code. One that is not in the table proves nothing: unknown, 'host-unsure'. */
export function hostVerdict(code: string | null): HostVerdict {
  if (code === null || !Object.hasOwn(RESPONSE_CODES, code)) return unknown('host-unsure');
  return RESPONSE_CODES[code] ?? unknown('host-unsure');
}

/**
 * The event of a gateway that said "declined" with a code: a code that leaves the outcome open wins over the word, and a
 * final word with a code that is not in the table is a plain decline.
 */
export function declineEvent(
  code: string | null,
):
  | { readonly type: 'declined'; readonly reason: DeclineReason }
  | { readonly type: 'lost'; readonly reason: UnknownReason } {
  const verdict = hostVerdict(code);
  if (verdict.outcome === 'declined') return { type: 'declined', reason: verdict.reason };
  // "Declined" and "00" contradict each other, so nobody knows.
  if (verdict.outcome === 'approved') return { type: 'lost', reason: 'host-unsure' };
  return verdict.reason === 'host-unsure'
    ? { type: 'declined', reason: 'declined' }
    : { type: 'lost', reason: verdict.reason };
}
