import { describe, expect, test } from 'vitest';
import { refusedRowSchema, importFields } from '../../../shared/contract/catalogue.ts';
import { dayExceptionCodes, reconcileAdvice, reconcileClasses } from '../../../shared/contract/day.ts';
import { posErrorCodes } from '../../../shared/contract/errors.ts';
import { refundViewSchema } from '../../../shared/contract/refunds.ts';
import {
  attemptStateNames,
  orderStates,
  tenderKinds,
  verifyVerdicts,
} from '../../../shared/contract/sale.ts';
import { noticeSchema, storeProblemSchema } from '../../../shared/contract/till.ts';
import {
  DECLINE_REASONS,
  NOT_SENT_REASONS,
  TAKE_BACK_REASONS,
  UNKNOWN_REASONS,
} from '../../../shared/domain/payment-reasons.ts';
import { en } from '../../../renderer/i18n/en/index.ts';
import { hi } from '../../../renderer/i18n/hi/index.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Every sentence by its full key. */
function flat(tree: Tree, prefix = ''): Map<string, string> {
  const entries = Object.entries(tree).flatMap(([key, value]): Array<[string, string]> =>
    typeof value === 'string' ? [[`${prefix}${key}`, value]] : [...flat(value, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

const gaps = (text: string): string[] => (text.match(/\{\{[^}]+\}\}/g) ?? []).toSorted();
const english = flat(en);
const hindi = flat(hi);

describe('the words of the window', () => {
  test('English and Hindi have the same keys', () => {
    expect([...hindi.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  test('no sentence is empty, and each has the same gaps in both languages', () => {
    for (const [key, text] of english) {
      expect(text.trim(), key).not.toBe('');
      expect(hindi.get(key)?.trim(), key).not.toBe('');
      expect(gaps(hindi.get(key) ?? ''), key).toEqual(gaps(text));
    }
  });

  test('sentences of errors and reasons are really translated', () => {
    for (const [key, text] of english) {
      if (/^(?:errors|reasons|notices|problem)\./.test(key)) expect(hindi.get(key), key).not.toBe(text);
    }
  });

  test.each([
    ['error', posErrorCodes, en.errors],
    ['notice', noticeSchema.shape.code.options, en.notices],
    ['attempt state', attemptStateNames, en.attempt.state],
    ['attempt explanation', attemptStateNames, en.attempt.text],
    ['decline reason', DECLINE_REASONS, en.reasons],
    ['reason of what was not sent', NOT_SENT_REASONS, en.reasons],
    ['reason of what is unknown', UNKNOWN_REASONS, en.reasons],
    ['reason of what is taken back', TAKE_BACK_REASONS, en.reasons],
    ['order state', orderStates, en.orders.state],
    ['way to pay', tenderKinds, en.tender],
    ['problem of the store', storeProblemSchema.shape.code.options, en.problem.title],
    ['what to do about a problem', storeProblemSchema.shape.code.options, en.problem.todo],
    ['open item of a day', dayExceptionCodes, en.day.exception],
    ['what to do about an open item', dayExceptionCodes, en.day.todo],
    ['class of a difference', reconcileClasses, en.day.compare.class],
    ['advice about a difference', reconcileAdvice, en.day.compare.advice],
    ['kind of refund', refundViewSchema.shape.kind.options, en.refunds.kind],
    ['refund state', refundViewSchema.shape.state.options, en.refunds.state],
    ['verdict of a verification', verifyVerdicts, en.orders.verify],
    ['refused row', refusedRowSchema.shape.reason.options, en.catalogue.refused],
    ['field of an import', importFields, en.catalogue.field],
  ])('every %s of the contract has words', (_name, codes, words) => {
    for (const code of codes) expect(Object.hasOwn(words, code), code).toBe(true);
  });
});
