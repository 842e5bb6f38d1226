/** When a shop sells: three years with weekends, festivals and growth, and days with a morning and an evening rush. */
import { addDays, type BusinessDate } from '../../../shared/domain/business-date.ts';
import type { Random } from '../seeded-random.ts';

/** How many days a seeded shop has traded. */
export const SEEDED_DAYS = 3 * 365 + 1;

/** How busy each hour of the shop's day is. */
const HOURS: readonly (readonly [hour: number, weight: number])[] = [
  [8, 3],
  [9, 6],
  [10, 9],
  [11, 10],
  [12, 9],
  [13, 6],
  [14, 4],
  [15, 4],
  [16, 6],
  [17, 10],
  [18, 14],
  [19, 14],
  [20, 10],
  [21, 5],
];
const HOUR_OF_WEIGHT = HOURS.flatMap(([hour, weight]) => Array.from({ length: weight }, () => hour));

const HOUR_MS = 3_600_000;
/** India keeps one offset the year round. */
const ZONE_MS = 5.5 * HOUR_MS;

/** The instant at which a date begins in the shop's zone. */
export function beginningOf(date: BusinessDate): number {
  return Date.parse(`${date}T00:00:00Z`) - ZONE_MS;
}

function weightOf(date: BusinessDate, day: number): number {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const weekend = weekday === 0 || weekday === 6 ? 1.4 : 1;
  const month = date.slice(5, 7);
  const festive = month === '10' || month === '11' ? 1.5 : 1;
  return weekend * festive * (1 + day / SEEDED_DAYS / 4);
}

/** A day and how many orders it has. */
export type SeedDay = { readonly date: BusinessDate; readonly orders: number };

/** Spreads so many orders over the days up to a date, the last one included. */
export function seedDays(until: BusinessDate, orders: number): readonly SeedDay[] {
  const dates = Array.from({ length: SEEDED_DAYS }, (_, day) => addDays(until, day + 1 - SEEDED_DAYS));
  const weights = dates.map(weightOf);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let before = 0;
  let given = 0;
  return dates.map((date, day) => {
    before += weights[day] ?? 0;
    const upTo = Math.round((orders * before) / whole);
    const some = upTo - given;
    given = upTo;
    return { date, orders: some };
  });
}

/** The instants of a day's sales, in order. */
export function momentsOf({ date, orders }: SeedDay, random: Random): readonly number[] {
  const begin = beginningOf(date);
  const moments = Array.from(
    { length: orders },
    () => begin + random.pick(HOUR_OF_WEIGHT) * HOUR_MS + random.below(HOUR_MS),
  );
  return moments.toSorted((a, b) => a - b);
}

/** The hour of an instant in the shop's zone. */
export function seedHour(atMs: number): number {
  return new Date(atMs + ZONE_MS).getUTCHours();
}
