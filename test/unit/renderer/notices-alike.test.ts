import { expect, test } from 'vitest';
import { noticesAlike } from '../../../renderer/app/notices-alike.ts';
import type { Notice } from '../../../shared/contract/till.ts';
import { paise } from '../../../shared/domain/money.ts';

const plain: Notice = { id: 'a', code: 'unclean-stop', at: 1, invoiceNumber: null, amountPaise: null };

test('the same sentence is told once, and what speaks of a bill or of money each time', () => {
  const asked = { ...plain, code: 'payment-being-asked', amountPaise: paise(5600) } as const;
  const groups = noticesAlike([
    plain,
    { ...asked, id: 'b' },
    { ...plain, id: 'c', at: 2 },
    { ...asked, id: 'd' },
    { ...plain, id: 'e', code: 'cart-restored' },
  ]);
  expect(groups.map((group) => group.map(({ id }) => id))).toEqual([['a', 'c'], ['b'], ['d'], ['e']]);
});
