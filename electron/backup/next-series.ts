import type { TillMark } from '../../shared/contract/till-origin.ts';
import { nextSeriesLetter } from '../../shared/domain/invoice-number.ts';

/** The letter that the next series of a till begins at the earliest, in the financial year that it is needed in and before. */
export type SeriesFloor = { readonly financialYear: string; readonly letter: string };

type Highest = TillMark['highest'];

/** The letter after this one, so many times; the last stays the last: the till then says that it has no more. */
export function lettersAfter(letter: string, steps: number): string {
  let next = letter;
  for (let step = 0; step < steps; step += 1) next = nextSeriesLetter(next) ?? next;
  return next;
}

/**
 * Where the series of a till that was put back begin: past every letter of this year that anybody knows of. A till that did not close in order may have opened one
 * more than its mark tells, which is passed too. A letter of an earlier year says nothing: the year is part of each number.
 */
export function floorAfter(
  financialYear: string,
  known: readonly { readonly highest: Highest; readonly isSure: boolean }[],
): SeriesFloor {
  const letters = known.flatMap(({ highest, isSure }) => {
    if (highest === null || highest.financialYear < financialYear) return [];
    return lettersAfter(highest.letter, isSure ? 1 : 2);
  });
  return { financialYear, letter: letters.reduce((most, letter) => (letter > most ? letter : most), 'A') };
}
