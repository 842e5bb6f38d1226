import type { Querier } from './db.ts';

export type Shop = { readonly shopId: number; readonly code: string; readonly name: string };

/** A till as the office sees it. */
export type Till = {
  readonly tillId: number;
  readonly code: string;
  readonly name: string;
  readonly lastSeenAt: number | null;
  readonly lastPushAt: number | null;
  readonly waiting: number | null;
  readonly lagMs: number | null;
};

/** Makes a shop, or gives back the one that has this code. */
export async function ensureShop(
  db: Querier,
  shop: { readonly code: string; readonly name: string; readonly at: number },
): Promise<number> {
  await db.query(
    'INSERT INTO shops (code, name, created_at) VALUES ($1, $2, $3) ON CONFLICT (code) DO NOTHING',
    [shop.code, shop.name, shop.at],
  );
  const rows = await db.query<{ shop_id: number }>('SELECT shop_id FROM shops WHERE code = $1', [shop.code]);
  const [row] = rows;
  if (row === undefined) throw new Error('a shop that was written can be read');
  return row.shop_id;
}

/** Makes a till of a shop, or gives back the one that has this code. */
export async function ensureTill(
  db: Querier,
  till: { readonly shopId: number; readonly code: string; readonly name: string; readonly at: number },
): Promise<number> {
  await db.query(
    'INSERT INTO tills (shop_id, code, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (shop_id, code) DO NOTHING',
    [till.shopId, till.code, till.name, till.at],
  );
  const rows = await db.query<{ till_id: number }>(
    'SELECT till_id FROM tills WHERE shop_id = $1 AND code = $2',
    [till.shopId, till.code],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('a till that was written can be read');
  return row.till_id;
}

/** All shops by code. */
export async function listShops(db: Querier): Promise<Shop[]> {
  const rows = await db.query<{ shop_id: number; code: string; name: string }>(
    'SELECT shop_id, code, name FROM shops ORDER BY code LIMIT 10000',
  );
  return rows.map((row) => ({ shopId: row.shop_id, code: row.code, name: row.name }));
}

/** The tills of a shop by code. */
export async function listTills(db: Querier, shopId: number): Promise<Till[]> {
  const rows = await db.query<{
    till_id: number;
    code: string;
    name: string;
    last_seen_at: number | null;
    last_push_at: number | null;
    waiting: number | null;
    lag_ms: number | null;
  }>(
    `SELECT till_id, code, name, last_seen_at, last_push_at, waiting, lag_ms FROM tills WHERE shop_id = $1
      ORDER BY code LIMIT 1000`,
    [shopId],
  );
  return rows.map((row) => ({
    tillId: row.till_id,
    code: row.code,
    name: row.name,
    lastSeenAt: row.last_seen_at,
    lastPushAt: row.last_push_at,
    waiting: row.waiting,
    lagMs: row.lag_ms,
  }));
}

/** Notes that a till called. Never more often than the caller decides: it is no part of what was stored. */
export async function noteSeen(db: Querier, shopId: number, tillId: number, at: number): Promise<void> {
  await db.query(
    'UPDATE tills SET last_seen_at = $3 WHERE shop_id = $1 AND till_id = $2 AND (last_seen_at IS NULL OR last_seen_at < $3)',
    [shopId, tillId, at],
  );
}

/** Notes what a push said of how far behind the till is. */
export async function notePush(
  db: Querier,
  till: { readonly shopId: number; readonly tillId: number },
  push: { readonly at: number; readonly waiting: number | null; readonly lagMs: number },
): Promise<void> {
  await db.query(
    `UPDATE tills SET last_seen_at = $3, last_push_at = $3, waiting = $4, lag_ms = $5 WHERE shop_id = $1 AND till_id = $2`,
    [till.shopId, till.tillId, push.at, push.waiting, push.lagMs],
  );
}

const GAUGES = `SELECT count(*) AS tills,
    count(*) FILTER (WHERE last_seen_at < $1::bigint - 3600000) AS silent,
    coalesce(sum(waiting), 0) AS waiting, coalesce(max(lag_ms), 0) AS lag
  FROM tills WHERE last_seen_at IS NOT NULL`;

/** All tills together, for the monitoring. */
export async function tillGauges(db: Querier, now: number): Promise<Readonly<Record<string, number>>> {
  const rows = await db.query<{ tills: number; silent: number; waiting: number; lag: number }>(GAUGES, [now]);
  const [row] = rows;
  return {
    galla_central_tills: row?.tills ?? 0,
    galla_central_tills_silent_for_an_hour: row?.silent ?? 0,
    galla_central_events_waiting_at_tills: row?.waiting ?? 0,
    galla_central_worst_push_lag_ms: row?.lag ?? 0,
  };
}
