import {
  catalogueProductSchema,
  type CatalogueChange,
  type CatalogueChangesReply,
} from '../../shared/contract/central-api.ts';
import { readUuid, readWhole } from '../../shared/contract/central-fields.ts';
import { catalogueRevision, listProductVersions, type ProductVersion } from '../store/products.ts';
import { answer, badField } from './answers.ts';
import type { OrderDeps } from './orders.ts';
import { readQuery } from './query.ts';
import type { Handler } from './request.ts';

const PAGE = 500;
const revisionNumber = (text: string) => readWhole(0, Number.MAX_SAFE_INTEGER)(text);

function changeOf(row: ProductVersion): CatalogueChange {
  return {
    revision: row.revision,
    productId: row.product_ref,
    effectiveFrom: row.effective_from,
    product: row.content === null ? null : catalogueProductSchema.parse(JSON.parse(row.content)),
  };
}

/**
 * GET catalogue/changes: what was written after a revision, oldest first. The first call fixes `until`; the pages after it end there, so that all
 * pages together are one state of the catalogue, whatever the office writes meanwhile.
 */
export const getCatalogueChanges =
  ({ db }: OrderDeps): Handler =>
  async ({ caller, query }) => {
    const read = readQuery(
      {
        since: revisionNumber,
        until: revisionNumber,
        after: revisionNumber,
        product: (text: string) => readUuid(text),
      },
      query,
    );
    if (!read.ok) return read.error;
    const { since, after, product } = read.value;
    if (since === undefined) return badField('since', 'This field is required.');
    const newest = await catalogueRevision(db, caller.shopId);
    const until = Math.min(read.value.until ?? newest, newest);
    const range = { until, afterRevision: after ?? since, afterRef: product ?? null };
    const rows = await listProductVersions(db, caller.shopId, range, PAGE + 1);
    const page = rows.slice(0, PAGE);
    const last = page.at(-1);
    const next =
      rows.length > PAGE && last !== undefined
        ? `/api/v1/catalogue/changes?since=${since}&until=${until}&after=${last.revision}&product=${last.product_ref}`
        : null;
    const changes = page.map(changeOf);
    return answer(200, { since, until, changes, next } satisfies CatalogueChangesReply);
  };
