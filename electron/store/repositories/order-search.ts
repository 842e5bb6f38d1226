import { tokenise } from '../../../shared/domain/search.ts';
import type { Reader, Writer } from '../handles.ts';

const FORGET = 'DELETE FROM order_search WHERE rowid = ?';
const INSERT = 'INSERT INTO order_search (rowid, words) VALUES (?, ?)';
const KEEP_WORD = 'INSERT OR IGNORE INTO order_words (word) VALUES (?)';
const SPELLED = 'SELECT word FROM order_words WHERE word >= ? AND word < ? ORDER BY word LIMIT ?';

/** A prefix up to this length has an index of its own in order_search. */
const INDEXED_PREFIX_LENGTH = 3;
/** A longer prefix is spelled out with at most so many of the words that begin with it. */
const MAX_SPELLINGS = 64;
/** A query is cut to so many words. */
const MAX_QUERY_WORDS = 8;

/** Makes an order that is new findable by these texts. Called inside a transaction. */
export function indexNewOrder(db: Writer, orderSeq: number, texts: readonly string[]): void {
  const words = [...new Set(texts.flatMap(tokenise))];
  db.change<[number, string]>(INSERT).run([orderSeq, words.join(' ')]);
  for (const word of words) db.change<[string]>(KEEP_WORD).run([word]);
}

/** Makes an order findable by these texts, in place of what it was findable by. Called inside a transaction. */
export function indexOrder(db: Writer, orderSeq: number, texts: readonly string[]): void {
  db.change<[number]>(FORGET).run([orderSeq]);
  indexNewOrder(db, orderSeq, texts);
}

function spellingsOf(db: Reader, prefix: string): string[] {
  const rows = db
    .query<[string, string, number], { word: string }>(SPELLED)
    .all([prefix, `${prefix}\u{10ffff}`, MAX_SPELLINGS]);
  return rows.map((row) => row.word);
}

function termOf(db: Reader, word: string): string | null {
  if (Array.from(word).length <= INDEXED_PREFIX_LENGTH) return `"${word}"*`;
  const spellings = spellingsOf(db, word);
  if (spellings.length === 0) return null;
  return `(${spellings.map((spelling) => `"${spelling}"`).join(' OR ')})`;
}

/**
 * The full-text query for orders that have, for every word typed, a word beginning with it; null when no order can. `tokenise` leaves
 * letters, marks and digits only, so nothing typed reaches the query language.
 */
export function orderMatch(db: Reader, typed: string): string | null {
  const words = tokenise(typed).slice(0, MAX_QUERY_WORDS);
  const terms = words.map((word) => termOf(db, word));
  if (terms.length === 0 || terms.includes(null)) return null;
  return terms.join(' AND ');
}
