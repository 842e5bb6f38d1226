import type { TFunction } from 'i18next';
import { en } from '../i18n/en/index.ts';

/** A reason of a payment that has words of its own. */
export type KnownReason = keyof typeof en.reasons;

/** Tells whether a reason has words. */
export function isKnownReason(reason: string): reason is KnownReason {
  return Object.hasOwn(en.reasons, reason);
}

/** The plain words of a payment's reason; null when there is none, or none that would tell the cashier more than the state does. */
export function reasonWords(t: TFunction, reason: string | null): string | null {
  return reason !== null && isKnownReason(reason) ? t(`reasons.${reason}`) : null;
}
