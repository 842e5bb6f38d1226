/** What is asked of the orders of a seeded store, the same questions of every engine. */
import Database from 'better-sqlite3';
import { seededRandom } from '../../support/seeded-random.ts';

/** The kinds of questions, as they stand in the table. */
export const questionKinds = [
  'latest',
  'keyset page',
  'number',
  'phone',
  'last four',
  'four digits typed',
  'product word',
  '3-letter prefix',
  'day',
] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** One question: what is typed or chosen, and before which order the page begins. */
export type Question = { readonly value: string; readonly beforeSeq: number | null };
export type Questions = Readonly<Record<QuestionKind, readonly Question[]>>;

/** How many orders a page has. */
export const PAGE = 50;

/** Takes so many questions of each kind out of a store: of orders that are in it, spread over all of it. */
export function questionsFrom(path: string, count: number): Questions {
  const db = new Database(path, { readonly: true });
  const random = seededRandom(count);
  const last = Number(db.prepare('SELECT max(seq) FROM orders').pluck().get());
  const one = (sql: string): string => {
    for (;;) {
      const found = db.prepare<[number], string>(sql).pluck().get(random.below(last));
      if (found !== undefined) return found;
    }
  };
  const many = (ask: () => Question): Question[] => Array.from({ length: count }, ask);
  const typed = (sql: string) => (): Question => ({ value: one(sql), beforeSeq: null });
  const word = `SELECT lower(first_product) FROM orders WHERE seq >= ? LIMIT 1`;
  const wordOf = (text: string): string => text.split(/[^a-z]+/).find((part) => part.length >= 4) ?? 'gold';
  const questions: Questions = {
    latest: many(() => ({ value: '', beforeSeq: null })),
    'keyset page': many(() => ({ value: '', beforeSeq: 1 + random.below(last) })),
    number: many(
      typed('SELECT invoice_number FROM orders WHERE seq >= ? AND invoice_number IS NOT NULL LIMIT 1'),
    ),
    phone: many(typed('SELECT buyer_phone FROM orders WHERE seq >= ? AND buyer_phone IS NOT NULL LIMIT 1')),
    'last four': many(typed('SELECT last_four FROM orders WHERE seq >= ? AND last_four IS NOT NULL LIMIT 1')),
    'four digits typed': many(
      typed('SELECT last_four FROM orders WHERE seq >= ? AND last_four IS NOT NULL LIMIT 1'),
    ),
    'product word': many(() => ({ value: wordOf(one(word)), beforeSeq: null })),
    '3-letter prefix': many(() => ({ value: wordOf(one(word)).slice(0, 3), beforeSeq: null })),
    day: many(typed('SELECT business_date FROM orders WHERE seq >= ? LIMIT 1')),
  };
  db.close();
  return questions;
}
