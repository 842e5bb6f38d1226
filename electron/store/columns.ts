/** The column of a field: `totalPaise` is kept as `total_paise`. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The list of a SELECT that gives rows with these fields; `table` qualifies the columns in a join. */
export function selected(fields: readonly string[], table?: string): string {
  const prefix = table === undefined ? '' : `${table}.`;
  return fields.map((field) => `${prefix}${columnOf(field)} AS ${field}`).join(', ');
}

/** An INSERT of one row whose values are given by the names of its fields. */
export function insertInto(table: string, fields: readonly string[]): string {
  return `INSERT INTO ${table} (${fields.map(columnOf).join(', ')}) VALUES (${fields.map((f) => `@${f}`).join(', ')})`;
}

/** The assignments of an UPDATE whose values are given by the names of its fields. */
export function assigned(fields: readonly string[]): string {
  return fields.map((field) => `${columnOf(field)} = @${field}`).join(', ');
}

/** SQLite has no booleans: true is 1, false is 0, null stays. */
export function flag(value: boolean): 0 | 1;
export function flag(value: boolean | null): 0 | 1 | null;
export function flag(value: boolean | null): 0 | 1 | null {
  if (value === null) return null;
  return value ? 1 : 0;
}
