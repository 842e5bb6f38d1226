/** Our catalogue on disk: how long a keystroke and a scan take in main. */
import { findByBarcode } from '../../../electron/catalogue/find-by-barcode.ts';
import { openProductSearch } from '../../../electron/store/repositories/product-search.ts';
import { openProducts } from '../../../electron/store/repositories/products.ts';
import { DEFAULT_LABEL_LAYOUTS } from '../../../shared/domain/barcode.ts';
import { isBusinessDate } from '../../../shared/domain/business-date.ts';
import { assert } from '../../../shared/domain/result.ts';
import { openBenchStore } from '../data/bench-store.ts';
import { BENCH_DATE } from '../data/products.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';
import { measureSearch, type SearchTask } from '../harness/measure-search.ts';

const date = BENCH_DATE;
assert(isBusinessDate(date), 'a date');
const task = engineTask<SearchTask>();
const store = openBenchStore(task.folder);
const products = openProducts(store.reader);
const search = openProductSearch(store.reader);
const series = measureSearch(task, {
  search: (text) => products.byVersions(search(text, 20).versions, date).length,
  scan: (barcode) => findByBarcode(products, barcode, DEFAULT_LABEL_LAYOUTS, date).product !== null,
});
store.close();
engineDone(series);
