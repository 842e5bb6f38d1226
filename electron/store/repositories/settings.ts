import type { Reader, Writer } from '../handles.ts';

/** What checks a stored value: a zod schema fits. */
export type SettingSchema<T> = {
  readonly safeParse: (
    value: unknown,
  ) => { readonly success: true; readonly data: T } | { readonly success: false };
};

const FIND = 'SELECT value FROM settings WHERE key = ?';
const SAVE = `INSERT INTO settings (key, value, updated_at) VALUES (@key, @value, @at)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`;

/** The setting under a key as its schema reads it; null when it was never saved or is of another shape. */
export function findSetting<T>(db: Reader, key: string, schema: SettingSchema<T>): T | null {
  const row = db.query<[string], { value: string }>(FIND).get([key]);
  if (row === undefined) return null;
  const parsed = schema.safeParse(JSON.parse(row.value));
  return parsed.success ? parsed.data : null;
}

/** Saves a setting as JSON, in place of the one under the same key. */
export function saveSetting(db: Writer, key: string, value: unknown, at: number): void {
  const params = { key, value: JSON.stringify(value), at };
  db.change<typeof params>(SAVE).run(params);
}
