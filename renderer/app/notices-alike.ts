import type { Notice } from '../../shared/contract/till.ts';

/**
 * Notices that say the very same sentence, together: two stops by power cut are told once and put away at once, so that they leave the counter its
 * room. What speaks of a bill or of money is one for each.
 */
export function noticesAlike(notices: readonly Notice[]): ReadonlyArray<readonly [Notice, ...Notice[]]> {
  const groups = new Map<string, [Notice, ...Notice[]]>();
  for (const notice of notices) {
    const { id, code, invoiceNumber, amountPaise } = notice;
    const key = invoiceNumber === null && amountPaise === null ? code : id;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [notice]);
    else group.push(notice);
  }
  return [...groups.values()];
}
