import { z } from 'zod';
import type { ProductId } from '../domain/ids.ts';
import { idSchema, paiseSchema, textSchema, timestampSchema } from './common.ts';

/** How a product is counted at the counter: by piece (whole thousands of quantityMilli) or by weight. */
export const soldBySchema = z.enum(['piece', 'weight']);

/** A product as the counter needs it. `pricePaise` includes tax, per unit; `gstRateBp` is the rate in force today. */
export const productSchema = z.object({
  id: idSchema<ProductId>(),
  sku: z.string().nullable(),
  name: z.string(),
  nameHi: z.string().nullable(),
  brand: z.string().nullable(),
  category: z.string().nullable(),
  soldBy: soldBySchema,
  unit: z.string(),
  pricePaise: paiseSchema,
  mrpPaise: paiseSchema.nullable(),
  hsn: z.string().nullable(),
  gstRateBp: z.int().min(0).max(10_000),
  barcodes: z.array(z.string()),
});
export type Product = z.infer<typeof productSchema>;

export const searchProductsRequest = z.object({
  query: z.string().max(200),
  limit: z.int().min(1).max(100),
});
export const searchProductsReply = z.object({
  products: z.array(productSchema),
  /** True when a word was corrected by one letter to find these. */
  corrected: z.boolean(),
});

/** Products by id, as they are now: for a cart that is given back after a restart and for prices that changed meanwhile. Ids that are not sold any more are left out. */
export const getProductsRequest = z.object({ productIds: z.array(idSchema<ProductId>()).max(500) });
export const getProductsReply = z.object({ products: z.array(productSchema) });

/** A scanned code. A weighed in-store label (EAN-13 starting 20–29) also yields the quantity or the price it carries. */
export const findByBarcodeRequest = z.object({ barcode: z.string().min(1).max(64) });
export const findByBarcodeReply = z.object({
  product: productSchema.nullable(),
  /** From a weighed label: thousandths of the unit; null for a plain barcode. */
  quantityMilli: z.int().positive().nullable(),
});

export const catalogueSummaryReply = z.object({
  productCount: z.int(),
  categories: z.array(z.object({ name: z.string(), productCount: z.int() })),
  lastImport: z
    .object({
      fileName: z.string(),
      finishedAt: timestampSchema,
      added: z.int(),
      changed: z.int(),
      refused: z.int(),
    })
    .nullable(),
});

/** What a column of an import file can become. `externalCode` is the row's identity over repeated imports. */
export const importFields = [
  'externalCode',
  'name',
  'nameHi',
  'brand',
  'sku',
  'barcodes',
  'category',
  'subCategory',
  'price',
  'mrp',
  'hsn',
  'gstRate',
  'unit',
  'soldBy',
  'openingStock',
] as const;
export const importFieldSchema = z.enum(importFields);
export type ImportField = z.infer<typeof importFieldSchema>;

/** Which column (by position, from 0) feeds each field; a field left out is not in the file. */
export const importMappingSchema = z.partialRecord(importFieldSchema, z.int().nonnegative());
export type ImportMapping = z.infer<typeof importMappingSchema>;

/** What a row gets when the file has no value: for every category, with one for all others under `*`. */
export const importDefaultsSchema = z.object({
  byCategory: z.record(
    z.string(),
    z.object({ gstRateBp: z.int().min(0).max(10_000), hsn: z.string().max(8).nullable() }),
  ),
});
export type ImportDefaults = z.infer<typeof importDefaultsSchema>;

/** Names a file the person chose; the path itself stays in main. */
export const fileTokenSchema = z.string().min(1).max(100);
export const chooseImportFileReply = z.object({ fileToken: fileTokenSchema, fileName: z.string() });

export const previewImportRequest = z.object({
  fileToken: fileTokenSchema,
  /** Absent on the first look: the mapping is then guessed, or remembered from a file with the same header. */
  mapping: importMappingSchema.optional(),
  sheet: z.string().max(200).optional(),
});
export const importPreviewSchema = z.object({
  fileName: z.string(),
  sheets: z.array(z.string()),
  columns: z.array(z.string()),
  mapping: importMappingSchema,
  mappingSource: z.enum(['remembered', 'guessed', 'given']),
  sampleRows: z.array(z.array(z.string())),
  rowCount: z.int(),
  /** The categories in the file, largest first, so that defaults can be asked for. */
  categories: z.array(z.object({ name: z.string(), rowCount: z.int() })),
  /** Fields that must be mapped or given a default before the import can start. */
  missing: z.array(importFieldSchema),
  defaults: importDefaultsSchema,
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importIdSchema = z.string().min(1).max(64);
export const startImportRequest = z.object({
  fileToken: fileTokenSchema,
  mapping: importMappingSchema,
  sheet: z.string().max(200).optional(),
  defaults: importDefaultsSchema,
});
export const startImportReply = z.object({ importId: importIdSchema });

export const importStatusSchema = z.object({
  importId: importIdSchema,
  fileName: z.string(),
  state: z.enum(['reading', 'applying', 'done', 'cancelled', 'failed']),
  rowsRead: z.int(),
  rowsTotal: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** Plain reason when `failed`, for the log and the report. */
  failure: z.string().nullable(),
});
export type ImportStatus = z.infer<typeof importStatusSchema>;

export const importRequest = z.object({ importId: importIdSchema });

/** Why a row of a file was not taken, or was taken with a remark. */
export const refusedRowSchema = z.object({
  row: z.int(),
  reason: z.enum([
    'name-missing',
    'price-missing',
    'price-invalid',
    'price-over-mrp',
    'mrp-invalid',
    'code-missing',
    'code-repeated',
    'barcode-invalid',
    'barcode-taken',
    'gst-rate-invalid',
    'hsn-invalid',
    'sold-by-invalid',
    'stock-invalid',
    'text-too-long',
    'columns-differ',
  ]),
  text: textSchema,
});
export type RefusedRow = z.infer<typeof refusedRowSchema>;
export const listRefusedRowsRequest = z.object({
  importId: importIdSchema,
  afterRow: z.int().nonnegative(),
  limit: z.int().min(1).max(500),
});
export const listRefusedRowsReply = z.object({ rows: z.array(refusedRowSchema), total: z.int() });
export const saveRefusedRowsReply = z.object({ fileName: z.string() });
