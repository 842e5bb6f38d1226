/** The same products in a plain table: each word looked for by LIKE '%word%', and the barcode by an index. What most small shops' programs do. */
import Database from 'better-sqlite3';
import { syntheticProducts } from '../data/products.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';
import { measureSearch, type SearchTask } from '../harness/measure-search.ts';

const task = engineTask<SearchTask>();
const db = new Database(`${task.folder}/plain.db`);
const isFilled = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'plain'").get() !== undefined;
if (!isFilled) {
  db.exec(
    'CREATE TABLE plain (id INTEGER PRIMARY KEY, words TEXT, name TEXT, price INTEGER, barcode TEXT UNIQUE)',
  );
  const insert = db.prepare('INSERT INTO plain (words, name, price, barcode) VALUES (?, ?, ?, ?)');
  db.transaction(() => {
    for (const { name, nameHi, brand, pricePaise, barcodes } of syntheticProducts(task.products)) {
      insert.run(
        `${name} ${nameHi ?? ''} ${brand ?? ''}`.toLowerCase(),
        name,
        pricePaise,
        barcodes[0] ?? null,
      );
    }
  })();
}
const byWords = new Map<number, Database.Statement<string[]>>();
const statementFor = (words: number): Database.Statement<string[]> => {
  const known = byWords.get(words);
  if (known !== undefined) return known;
  const likes = Array.from({ length: words }, () => 'words LIKE ?').join(' AND ');
  const made = db.prepare<string[]>(`SELECT * FROM plain WHERE ${likes} ORDER BY name LIMIT 20`);
  byWords.set(words, made);
  return made;
};
const byBarcode = db.prepare('SELECT * FROM plain WHERE barcode = ?');
const series = measureSearch(task, {
  search: (text) => {
    const words = text.toLowerCase().split(' ').filter(Boolean);
    return statementFor(words.length).all(...words.map((word) => `%${word}%`)).length;
  },
  scan: (barcode) => byBarcode.get(barcode) !== undefined,
});
db.close();
engineDone(series);
