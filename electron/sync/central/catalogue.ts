import {
  catalogueChangeSchema,
  catalogueChangesReply,
  centralPaths,
  type CatalogueChange,
  type CatalogueProduct,
} from '../../../shared/contract/central-api.ts';
import { fromDecimalString } from '../../../shared/domain/money.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { inSlices, type PulledProduct } from '../../catalogue/index.ts';
import {
  insertPulled,
  listDuePulled,
  listPulledOf,
  markApplied,
  type PulledRow,
} from '../../store/repositories/catalogue-pulls.ts';
import type { Line } from '../line.ts';
import { parsedJson } from '../parsed-json.ts';
import type { Office, SyncDeps } from '../ports.ts';
import { trouble, troubleOf, type Trouble } from '../step.ts';

/** So many changes are applied in one go, so that they fit into memory; each go is whole. */
const APPLIED_AT_ONCE = 20_000;
const PAGES_MOST = 10_000;

type Puller = { readonly deps: SyncDeps; readonly office: Office; readonly line: Line };

async function pageAt(
  { deps, office, line }: Puller,
  path: string,
): Promise<Result<ReturnType<typeof catalogueChangesReply.parse>, Trouble>> {
  const prefix = new URL(office.url).pathname.replace(/\/$/, '');
  const headers = { authorization: `Token ${office.token}`, accept: 'application/json' };
  const reply = await line.call({ method: 'GET', path: `${prefix}${path}`, headers, body: null });
  if (!reply.ok) return err(trouble(reply.error.problem, 'line'));
  const { status, body } = reply.value;
  const parsed = status === 200 ? catalogueChangesReply.safeParse(parsedJson(body)) : null;
  return parsed?.success === true ? ok(parsed.data) : err(troubleOf(reply.value, deps.clock.now()));
}

/** The dates on which a change is to be looked at: its own, and those on which a GST rate of it begins. */
function datesOf({ effectiveFrom, product }: CatalogueChange, today: string): readonly string[] {
  const first = effectiveFrom ?? today;
  const rates = product?.gstRates.map(({ fromDate }) => fromDate).filter((date) => date > first) ?? [];
  return [first, ...new Set(rates.filter((date) => date > today))];
}

/**
 * Pulls what the office changed in the catalogue after a revision, page by page, and keeps it for its day. Returns the revision that the till then has; before it
 * is remembered nothing of this is applied, so that a pull that is cut off is as if it had never begun.
 */
export async function pullCatalogue(puller: Puller, since: number): Promise<Result<number, Trouble>> {
  const { deps, office } = puller;
  const { writer, clock } = deps;
  const today = deps.businessDate();
  let path = centralPaths.catalogueChanges(since);
  for (let pages = 0; pages < PAGES_MOST; pages += 1) {
    const page = await pageAt(puller, path);
    if (!page.ok) return page;
    const { changes, next, until } = page.value;
    const rows: PulledRow[] = changes.flatMap((change) =>
      datesOf(change, today).map((effectiveFrom) => ({
        server: office.url,
        revision: change.revision,
        productRef: change.productId,
        effectiveFrom,
        payload: JSON.stringify(change),
        pulledAt: clock.now(),
      })),
    );
    let at = 0;
    const kept = await inSlices(writer, clock, () => {
      const row = rows[at];
      at += 1;
      if (row !== undefined) insertPulled(writer, row);
      return at < rows.length;
    });
    if (!kept.ok) return err(trouble('store', 'server'));
    if (next === null) return ok(until);
    path = next;
  }
  return err(trouble('not-understood', 'server'));
}

/** The GST rate in force on a date: the last one that began by then, else the first. */
function rateOn({ gstRates }: CatalogueProduct, date: string): number {
  const sorted = gstRates.toSorted((a, b) => (a.fromDate < b.fromDate ? -1 : 1));
  return (sorted.findLast(({ fromDate }) => fromDate <= date) ?? sorted[0])?.rateBp ?? 0;
}

function amountOf(text: string): number | null {
  const amount = fromDecimalString(text);
  return amount.ok ? amount.value : null;
}

/** The code by which the till knows a product: the office's, and for one that is sold no more the last that the office gave it. */
function codeOf(
  { deps, office }: Pick<Puller, 'deps' | 'office'>,
  { productId, product }: CatalogueChange,
): string {
  const fallback = `office-${productId}`;
  if (product !== null) return product.externalCode ?? fallback;
  for (const payload of listPulledOf(deps.reader, office.url, productId)) {
    const earlier = catalogueChangeSchema.parse(parsedJson(payload)).product;
    if (earlier !== null) return earlier.externalCode ?? fallback;
  }
  return fallback;
}

/** What the counter needs of a change; null for one that it can't sell by. */
function productOf(
  puller: Pick<Puller, 'deps' | 'office'>,
  change: CatalogueChange,
  today: string,
): PulledProduct | null {
  const { productId, product } = change;
  const externalCode = codeOf(puller, change);
  if (product === null) return { productId, externalCode, content: null };
  const pricePaise = amountOf(product.price);
  const mrpPaise = product.mrp === null ? null : amountOf(product.mrp);
  if (pricePaise === null || (mrpPaise !== null && mrpPaise < pricePaise)) return null;
  const { sku, name, nameHi, brand, category, subCategory, soldBy, unit, hsn, barcodes } = product;
  const words = { sku, name, nameHi, brand, category, subCategory };
  const gstRateBp = rateOn(product, today);
  return {
    productId,
    externalCode,
    content: { ...words, soldBy, unit, pricePaise, mrpPaise, hsn, gstRateBp, barcodes },
  };
}

/** Of several changes of a product the newest revision. */
function newestOf(rows: readonly PulledRow[]): readonly CatalogueChange[] {
  const newest = new Map<string, CatalogueChange>();
  for (const { payload } of rows) {
    const change = catalogueChangeSchema.parse(parsedJson(payload));
    const known = newest.get(change.productId);
    if (known === undefined || known.revision <= change.revision) newest.set(change.productId, change);
  }
  return [...newest.values()];
}

/** Applies the changes whose day has come, whole or not at all. True when there were any. */
export async function applyDueChanges(
  { deps, office }: Pick<Puller, 'deps' | 'office'>,
  revision: number,
): Promise<Result<boolean, Trouble>> {
  const { writer, reader, clock } = deps;
  const today = deps.businessDate();
  const rows = listDuePulled(reader, office.url, today, revision, APPLIED_AT_ONCE);
  if (rows.length === 0) return ok(false);
  const products = newestOf(rows).flatMap((change) => productOf({ deps, office }, change, today) ?? []);
  const applied = await deps.applyPulled(products);
  if (!applied.ok) return err(trouble('store', 'server'));
  deps.report('catalogue-pulled', { ...applied.value, revision });
  let at = 0;
  const marked = await inSlices(writer, clock, () => {
    const row = rows[at];
    at += 1;
    if (row !== undefined) markApplied(writer, row, clock.now());
    return at < rows.length;
  });
  return marked.ok ? ok(true) : err(trouble('store', 'server'));
}
