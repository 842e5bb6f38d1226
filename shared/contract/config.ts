import { z } from 'zod';
import { languageSchema, modeSchema } from './till.ts';

/** What the data folder's config.json says before any store is open. `storeCreated` tells a store that was lost from one that never was. */
export const tillConfigSchema = z.strictObject({
  mode: modeSchema,
  language: languageSchema,
  storeCreated: z.strictObject({ training: z.boolean(), real: z.boolean() }),
});
export type TillConfig = z.infer<typeof tillConfigSchema>;
