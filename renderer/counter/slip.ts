import type { SlipTender } from '../../shared/contract/sale.ts';

/** What a slip says, as it is sent. */
export type Slip = Pick<SlipTender, 'rrn' | 'authCode' | 'slipDate' | 'lastFour'>;

/** The slip of another machine, as it is being typed. */
export type SlipDraft = {
  readonly rrn: string;
  readonly authCode: string;
  /** `YYYY-MM-DD`. */
  readonly slipDate: string;
  readonly lastFour: string;
};

/** The fields of a slip that are not right: the RRN has 12 digits, the auth code 6 letters or digits (ISO 8583, fields 37 and 38), the date is not in the future. */
export function slipProblems(draft: SlipDraft, today: string): ReadonlySet<keyof SlipDraft> {
  const problems = new Set<keyof SlipDraft>();
  if (!/^\d{12}$/.test(draft.rrn.trim())) problems.add('rrn');
  if (!/^[A-Za-z0-9]{6}$/.test(draft.authCode.trim())) problems.add('authCode');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.slipDate) || draft.slipDate > today) problems.add('slipDate');
  if (draft.lastFour.trim() !== '' && !/^\d{4}$/.test(draft.lastFour.trim())) problems.add('lastFour');
  return problems;
}

/** A slip without problems as it is sent: auth code in capitals, the last four digits or none. */
export function slipOf(draft: SlipDraft): Slip {
  const lastFour = draft.lastFour.trim();
  return {
    rrn: draft.rrn.trim(),
    authCode: draft.authCode.trim().toUpperCase(),
    slipDate: draft.slipDate,
    lastFour: lastFour === '' ? null : lastFour,
  };
}
