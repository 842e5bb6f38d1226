/**
 * Words of the orders. Contentless with deletion, without positions: one small entry per order. A prefix of two or three
 * letters has its own index; a longer one is spelled out with the words in order_words. The words come folded from
 * fold-words.ts; marks count as letters, or Devanagari vowel signs would cut words in two.
 */
export const search = [
  `CREATE VIRTUAL TABLE order_search USING fts5 (
    words, content = '', contentless_delete = 1, detail = 'none', prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
  )`,
  // Merging is done while the counter is idle, never inside a sale.
  `INSERT INTO order_search (order_search, rank) VALUES ('automerge', 0)`,
  `INSERT INTO order_search (order_search, rank) VALUES ('crisismerge', 512)`,
  `CREATE TABLE order_words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID`,
] as const;
