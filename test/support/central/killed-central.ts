/** The program of the central order API in a process of its own, on a database that outlives it. */
import { realSurroundings } from '../../../central/clock.ts';
import type { Db } from '../../../central/store/db.ts';
import { openPg } from '../../../central/store/pg-db.ts';
import { openPglite } from '../../../central/store/pglite-db.ts';
import { runMigrations } from '../../../central/store/run-migrations.ts';
import { ensureShop, ensureTill } from '../../../central/store/shops.ts';
import { createToken } from '../../../central/store/tokens.ts';
import { startChild, type Child } from '../child-process.ts';

/** Where central keeps its orders: a folder of the embedded database, or the address of a server's. */
export type CentralPlace = { readonly dataFolder: string } | { readonly databaseUrl: string };

/** Does some work on the database while no central runs on it, which the embedded one could not share. */
export async function onDatabase<T>(place: CentralPlace, work: (db: Db) => Promise<T>): Promise<T> {
  const db =
    'dataFolder' in place
      ? await openPglite(place.dataFolder)
      : openPg({
          url: place.databaseUrl,
          maxConnections: 2,
          statementTimeoutMs: 60_000,
          onError: () => undefined,
        });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** Makes the tables, a shop, its tills, and a token for each of them, in their order. */
export function foundShop(
  place: CentralPlace,
  shop: string,
  codes: readonly string[],
): Promise<readonly string[]> {
  return onDatabase(place, async (db) => {
    const at = realSurroundings.now();
    const migrated = await runMigrations(db, realSurroundings.now);
    if (!migrated.ok) throw new Error('the database is of another version');
    const shopId = await ensureShop(db, { code: shop, name: shop, at });
    const tokens: string[] = [];
    for (const code of codes) {
      const tillId = await ensureTill(db, { shopId, code, name: code, at });
      tokens.push(await createToken(db, { shopId, tillId }, { tokenId: realSurroundings.newId(), at }));
    }
    return tokens;
  });
}

const SAYS = 'central: ';

/** Starts `npm run central`'s program on a free port; resolves when it listens. */
export async function startCentralProcess(
  place: CentralPlace,
): Promise<{ readonly url: string; readonly child: Child }> {
  const environment = { CENTRAL_LOG_LEVEL: 'silent', CENTRAL_CALLS_PER_MINUTE: '1000000' };
  const child =
    'dataFolder' in place
      ? startChild('central/main.ts', ['--port', '0', '--data', place.dataFolder], environment)
      : startChild('central/main.ts', ['--port', '0'], { ...environment, DATABASE_URL: place.databaseUrl });
  return { url: (await child.said(SAYS)).slice(SAYS.length), child };
}
