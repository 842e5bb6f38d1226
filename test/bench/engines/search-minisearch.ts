/** The same products in MiniSearch, all in memory: beginnings of words, one letter forgiven, every word wanted. */
import { syntheticProducts } from '../data/products.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';
import { measureSearch, type SearchTask } from '../harness/measure-search.ts';
import { loadMiniSearch } from '../harness/peers.ts';

const task = engineTask<SearchTask>();
const MiniSearch = await loadMiniSearch();
const products = syntheticProducts(task.products);
const index = new MiniSearch({
  fields: ['name', 'nameHi', 'brand'],
  searchOptions: { prefix: true, fuzzy: (word) => (word.length > 3 ? 1 : false), combineWith: 'AND' },
});
const from = performance.now();
index.addAll(products.map(({ name, nameHi, brand }, id) => ({ id, name, nameHi, brand })));
const startMs = performance.now() - from;
const byBarcode = new Map(products.map((product) => [product.barcodes[0], product]));
const series = measureSearch(task, {
  search: (text) => index.search(text).slice(0, 20).length,
  scan: (barcode) => byBarcode.has(barcode),
});
engineDone(series, { startMs });
