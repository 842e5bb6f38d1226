import { calendarDate } from '../../shared/domain/business-date.ts';
import type { Paise } from '../../shared/domain/money.ts';
import type { SlipTender } from '../../shared/contract/sale.ts';
import type { Random } from '../support/seeded-random.ts';
import type { Life } from './till.ts';

function digits(random: Random, length: number): string {
  return Array.from({ length }, () => random.below(10)).join('');
}

/** What the cashier types of another machine's slip: of this customer, or by mistake of one who was here before. */
export function typeSlip(
  random: Random,
  life: Life,
  before: readonly SlipTender[],
  amountPaise: Paise,
): SlipTender {
  const old = before.length > 0 && random.chance(0.15) ? random.pick(before) : null;
  if (old !== null) return { ...old, amountPaise };
  const slipDate = calendarDate(life.deps.clock.now(), life.deps.zone());
  return {
    kind: 'card-manual',
    amountPaise,
    rrn: digits(random, 12),
    authCode: digits(random, 6),
    slipDate,
    lastFour: random.chance(0.5) ? digits(random, 4) : null,
  };
}
