/** A text, a quoted name or a comment, which hold no parameter; or a parameter. */
const PARTS = /'(?:[^']|'')*'|"[^"]*"|--[^\n]*|(\?\d*|[@:$]\w+)/g;

/**
 * A query that SQLite plans once, not at every binding. better-sqlite3 is built with STAT4, and so SQLite looks at the values of the parameters when it plans a query that has an
 * ORDER BY, a LIMIT or a join, and plans it again whenever they change: 30 µs and more, up to ten times as long as the reading. What stands in a subquery it doesn't look
 * at. The rows are the same; so is the plan, because a store is never analysed and has no statistics to look the values up in.
 */
export function planOnce(sql: string): string {
  return sql.replace(PARTS, (part, parameter?: string) =>
    parameter === undefined ? part : `(SELECT ${parameter})`,
  );
}
