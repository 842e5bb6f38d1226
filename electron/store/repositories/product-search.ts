import { tokenise } from '../../../shared/domain/search.ts';
import type { Reader } from '../handles.ts';
import { compareRanks, rankOf, type Rank, type RankedTexts } from './product-rank.ts';
import { AFTER_ALL, openWordCorrector, type WordCorrector } from './search-words.ts';

const WORDS_MAX = 8;
const WORD_LETTERS_MAX = 32;
/** How many candidates each way of looking contributes; ranking sorts what they found together. */
const CANDIDATES_MAX = 100;
const MOST_SOLD_MAX = 200;
/** With fewer finds than this, a word one letter wrong is forgiven. */
const ENOUGH_FOUND = 8;

/** What a search found: content rows, best first. */
export type FoundProducts = {
  readonly versions: readonly number[];
  /** True when nothing fits as typed and one letter was corrected to find these. */
  readonly corrected: boolean;
};

/** Finds products by what a cashier has typed so far; `limit` is at least 1. Nothing typed finds nothing. */
export type ProductSearch = (query: string, limit: number) => FoundProducts;

type Row = {
  version: number;
  name_key: string;
  name_hi_key: string;
  brand_key: string;
  sku_key: string;
  times_sold: number;
};

const COLUMNS = `v.version, v.name_key, v.name_hi_key, v.brand_key, v.sku_key,
  coalesce((SELECT times_sold FROM product_sales s WHERE s.product_id = v.product_id), 0) AS times_sold`;

function statements(db: Reader) {
  return {
    undecided: db.query<[], { first: number | null }>(
      `SELECT min((SELECT min(version) FROM product_versions WHERE batch = number)) AS first
       FROM import_batches WHERE swept = 0 AND state <> 'applied'`,
    ),
    nameBegins: db.query<[number, string, string, number], Row>(
      `SELECT ${COLUMNS} FROM live_product_versions v WHERE v.version < ? AND v.name_key >= ? AND v.name_key < ?
       ORDER BY v.name_key LIMIT ?`,
    ),
    skuBegins: db.query<[number, string, string, number], Row>(
      `SELECT ${COLUMNS} FROM live_product_versions v
       WHERE v.version < ? AND v.sku_key <> '' AND v.sku_key >= ? AND v.sku_key < ? ORDER BY v.sku_key LIMIT ?`,
    ),
    mostSold: db.query<[number], Row>(
      `SELECT ${COLUMNS} FROM (SELECT product_id FROM product_sales ORDER BY times_sold DESC LIMIT ?) most
       CROSS JOIN live_product_versions v ON v.product_id = most.product_id`,
    ),
    matching: db.query<[string, number, number], Row>(
      `SELECT ${COLUMNS} FROM product_search CROSS JOIN live_product_versions v
       ON v.version = product_search.rowid WHERE product_search MATCH ? AND product_search.rowid < ?
       ORDER BY product_search.rowid DESC LIMIT ?`,
    ),
  };
}

/** What one search works with. */
type Run = Statements & { readonly before: number };

type Statements = ReturnType<typeof statements>;

/** A code as it is searched: whole and by its runs of letters and digits. */
export function skuWords(skuKey: string): string {
  return skuKey === '' ? '' : [skuKey, ...tokenise(skuKey)].join(' ');
}

function textsOf(row: Row): RankedTexts {
  return {
    version: row.version,
    nameKey: row.name_key,
    nameHiKey: row.name_hi_key,
    brandKey: row.brand_key,
    skuKey: skuWords(row.sku_key),
    timesSold: row.times_sold,
  };
}

/** What has been found so far, each product once, with its rank. */
class Finds {
  readonly ranks = new Map<number, Rank>();
  readonly #words: readonly string[];

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  add(rows: readonly Row[], typosAllowed: 0 | 1): void {
    for (const row of rows) {
      if (this.ranks.has(row.version)) continue;
      const rank = rankOf(textsOf(row), this.#words, typosAllowed);
      if (rank !== null) this.ranks.set(row.version, rank);
    }
  }

  best(limit: number): number[] {
    return [...this.ranks]
      .toSorted(([, a], [, b]) => compareRanks(a, b))
      .slice(0, limit)
      .map(([version]) => version);
  }
}

/** A word in the index's query language, whole or as a beginning; tokenise leaves no character that means anything there. */
const whole = (word: string): string => `"${word}"`;
const begun = (word: string): string => `"${word}"*`;

function findAsTyped(run: Run, words: readonly string[], finds: Finds): void {
  const spaced = words.join(' ');
  const joined = words.join('');
  finds.add(run.nameBegins.all([run.before, spaced, `${spaced}${AFTER_ALL}`, CANDIDATES_MAX]), 0);
  finds.add(run.skuBegins.all([run.before, joined, `${joined}${AFTER_ALL}`, CANDIDATES_MAX]), 0);
  finds.add(run.mostSold.all([MOST_SOLD_MAX]), 0);
  const queries = [
    `{name name_hi} : (${words.map(whole).join(' AND ')})`,
    `{name name_hi} : (${words.map(begun).join(' AND ')})`,
    words.map(begun).join(' AND '),
  ];
  for (const query of queries) finds.add(run.matching.all([query, run.before, CANDIDATES_MAX]), 0);
}

/** Looks again with each word in turn replaced by the words of the catalogue that are one letter away from it. */
function findCorrected(run: Run, correct: WordCorrector, words: readonly string[], finds: Finds): void {
  for (const [at, word] of words.entries()) {
    const corrections = correct(word);
    for (const either of [corrections.whole, corrections.begun]) {
      if (either.length === 0) continue;
      const corrected = `(${either.map(whole).join(' OR ')})`;
      const query = words
        .map((other, position) => (position === at ? corrected : begun(other)))
        .join(' AND ');
      finds.add(run.matching.all([query, run.before, CANDIDATES_MAX]), 1);
    }
  }
}

/**
 * Prepares the search on a connection. It finds by the beginning of any word of the name, the Hindi name, the brand or the code, in any
 * order, accents and case ignored, with one letter forgiven; best first as product-rank.ts says. Each way of looking is bounded, so one
 * letter is as quick as a whole name; what is often sold is always looked at, else what came last comes first.
 */
export function openProductSearch(db: Reader): ProductSearch {
  const prepared = statements(db);
  const correct = openWordCorrector(db);
  return (query, limit) => {
    const words = tokenise(query)
      .slice(0, WORDS_MAX)
      .map((word) => word.slice(0, WORD_LETTERS_MAX));
    if (words.length === 0) return { versions: [], corrected: false };
    // What an undecided import has staged stands behind everything that is live; to walk over it unseen would make the search slow.
    const before = prepared.undecided.get([])?.first ?? Number.MAX_SAFE_INTEGER;
    const run = { ...prepared, before };
    const finds = new Finds(words);
    findAsTyped(run, words, finds);
    const asTyped = finds.ranks.size;
    if (asTyped < Math.min(limit, ENOUGH_FOUND)) findCorrected(run, correct, words, finds);
    return { versions: finds.best(limit), corrected: asTyped === 0 && finds.ranks.size > 0 };
  };
}
