import { describe, expect, test } from 'vitest';
import { paise } from '../../../shared/domain/money.ts';
import {
  buyerOf,
  buyerProblems,
  buyerRequired,
  buyerWords,
  draftOfBuyer,
  supplyOf,
} from '../../../renderer/counter/buyer.ts';
import { halfOf, partProblem } from '../../../renderer/counter/part-amount.ts';

const empty = draftOfBuyer(null);

describe('the customer of a bill', () => {
  test('nothing filled in is no customer, and only a large bill minds', () => {
    expect(buyerOf(empty)).toBeNull();
    expect(buyerProblems(empty, false).size).toBe(0);
    expect([...buyerProblems(empty, true)]).toEqual(['name', 'address', 'stateCode']);
  });

  test('the law asks from fifty thousand rupees on', () => {
    expect(buyerRequired(paise(49_999_00))).toBe(false);
    expect(buyerRequired(paise(50_000_00))).toBe(true);
  });

  test('a phone is kept as ten digits however it was typed, and a GSTIN in capitals', () => {
    const draft = {
      ...empty,
      name: ' Asha ',
      phone: '+91 98765-43210',
      gstin: '27aapfu0939f1zv',
      address: 'Pune',
    };
    expect(buyerProblems(draft, false).size).toBe(0);
    expect(buyerOf(draft)).toMatchObject({ name: 'Asha', phone: '9876543210', gstin: '27AAPFU0939F1ZV' });
  });

  test.each([
    ['nine digits', { phone: '987654321' }, 'phone'],
    ['a landline', { phone: '0205530000' }, 'phone'],
    ['a GSTIN with a wrong check character', { name: 'A', gstin: '27AAPFU0939F1ZX' }, 'gstin'],
    ['a GSTIN without a name', { gstin: '27AAPFU0939F1ZV' }, 'name'],
    ['a GSTIN without an address', { name: 'A', gstin: '27AAPFU0939F1ZV' }, 'address'],
  ])('%s is told', (_what, change, field) => {
    expect([...buyerProblems({ ...empty, ...change }, false)]).toContain(field);
  });

  test('the State is the one that was chosen, else the one the GSTIN names', () => {
    const business = { ...empty, name: 'Asha', gstin: '27AAPFU0939F1ZV' };
    expect(buyerOf(business)?.stateCode).toBe('27');
    expect(buyerOf({ ...business, stateCode: '29' })?.stateCode).toBe('29');
    expect([...buyerProblems({ ...business, address: '4 MG Road' }, true)]).toEqual([]);
  });

  test('goods that stay are told of a business only, and the taxes on screen follow the place of supply', () => {
    const shop = { gstScheme: 'regular', stateCode: '27' } as const;
    const business = { ...empty, name: 'Asha', gstin: '29AAPFU0939F1ZR', address: 'Mysuru' };
    expect(supplyOf(shop, buyerOf(business))).toBe('inter-state');
    expect(supplyOf(shop, buyerOf({ ...business, goodsStay: true }))).toBe('intra-state');
    expect(buyerOf({ ...empty, name: 'Asha', goodsStay: true })).not.toHaveProperty('goodsStay');
    expect(draftOfBuyer(buyerOf({ ...business, goodsStay: true })).goodsStay).toBe(true);
    expect(supplyOf(shop, null)).toBe('intra-state');
  });

  test('the panel says who it is in one line', () => {
    expect(buyerWords(null)).toBeNull();
    expect(buyerWords(buyerOf({ ...empty, name: 'Asha', phone: '9876543210' }))).toBe('Asha · 98765 43210');
  });
});

describe('a part of a bill', () => {
  test('half is whole rupees and never more than the whole', () => {
    expect(halfOf(paise(501_00))).toBe(251_00);
    expect(halfOf(paise(60))).toBe(60);
  });

  test.each([
    ['', 'notAmount'],
    ['abc', 'notAmount'],
    ['0', 'tooLittle'],
    ['500.01', 'tooMuch'],
    ['500', null],
    ['0.50', null],
  ])('“%s” of ₹500 is %s', (text, problem) => {
    expect(partProblem(text, paise(500_00))).toBe(problem);
  });
});
