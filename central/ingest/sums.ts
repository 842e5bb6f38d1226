import type { CreditNoteIssuedPayload, OrderCompletedPayload } from '../../shared/contract/central-api.ts';

type Sums = Record<string, string[]>;

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

function differ(errors: Sums, field: string, what: string, stated: number, computed: number): void {
  if (stated === computed) return;
  const difference = stated - computed;
  (errors[field] ??= []).push(
    `${what}: stated ${stated} paise, computed ${computed}, difference ${difference}.`,
  );
}

function lineSums(errors: Sums, line: OrderCompletedPayload['lines'][number], field: string): void {
  differ(errors, field, 'gross − discount = total', line.totalPaise, line.grossPaise - line.discountPaise);
  const parts = sum([line.taxablePaise, line.cgstPaise, line.sgstPaise, line.igstPaise]);
  differ(errors, field, 'taxable + taxes = total', line.totalPaise, parts);
}

/**
 * Adds a pushed sale up again: each line, the lines against the order, the order, and the tenders against its total. The round-off of a bill is
 * less than a rupee (CGST Act, section 170). Empty when all of it agrees.
 */
export function saleSums({ order, lines, tenders }: OrderCompletedPayload): Sums {
  const errors: Sums = {};
  for (const [index, line] of lines.entries()) lineSums(errors, line, `lines.${index}`);
  const gross = sum(lines.map((line) => line.grossPaise));
  const discount = sum(lines.map((line) => line.discountPaise));
  const taxable = sum(lines.map((line) => line.taxablePaise));
  const tax = sum(lines.flatMap((line) => [line.cgstPaise, line.sgstPaise, line.igstPaise]));
  differ(errors, 'order.grossPaise', 'sum of lines', order.grossPaise, gross);
  differ(errors, 'order.discountPaise', 'sum of lines', order.discountPaise, discount);
  differ(errors, 'order.subtotalPaise', 'taxable values of lines', order.subtotalPaise, taxable);
  differ(errors, 'order.taxPaise', 'taxes of lines', order.taxPaise, tax);
  const total = order.subtotalPaise + order.taxPaise + order.roundOffPaise;
  differ(errors, 'order.totalPaise', 'subtotal + tax + round-off', order.totalPaise, total);
  const paid = sum(tenders.map((tender) => tender.amountPaise));
  differ(errors, 'tenders', 'tenders against the total', paid, order.totalPaise);
  for (const [index, { receivedPaise, changePaise, amountPaise }] of tenders.entries()) {
    if (receivedPaise === null || changePaise === null) continue;
    differ(
      errors,
      `tenders.${index}`,
      'received − change = amount',
      amountPaise,
      receivedPaise - changePaise,
    );
  }
  if (Math.abs(order.roundOffPaise) >= 100)
    errors['order.roundOffPaise'] = ['More than a rupee of rounding.'];
  return errors;
}

/** Adds a credit note up again, and what went back against it. Empty when all of it agrees. */
export function creditNoteSums({ creditNote, refunds }: CreditNoteIssuedPayload): Sums {
  const errors: Sums = {};
  const { subtotalPaise, taxPaise, roundOffPaise, totalPaise } = creditNote;
  differ(
    errors,
    'creditNote.totalPaise',
    'subtotal + tax + round-off',
    totalPaise,
    subtotalPaise + taxPaise + roundOffPaise,
  );
  differ(
    errors,
    'refunds',
    'refunds against the total',
    sum(refunds.map((refund) => refund.amountPaise)),
    totalPaise,
  );
  return errors;
}
