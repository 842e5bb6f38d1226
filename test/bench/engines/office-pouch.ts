/** PouchDB's own server, express-pouchdb, over databases on LevelDB in a folder. */
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { engineTask } from '../harness/engine-process.ts';
import { loadExpressPouch, loadPouch } from '../harness/peers.ts';
import { serveUntilTold } from '../harness/server-process.ts';

const { folder } = engineTask<{ readonly folder: string }>();
mkdirSync(folder, { recursive: true });
const Pouch = loadPouch().defaults({ prefix: `${folder}/` });
const server = createServer(
  loadExpressPouch()(Pouch, { mode: 'minimumForPouchDB', logPath: join(folder, 'log.txt') }),
);
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
await serveUntilTold(
  { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
  async ({ shop }) => {
    const db = new Pouch(String(shop));
    const { doc_count: orders } = await db.info();
    return { token: '', orders };
  },
);
server.closeAllConnections();
server.close();
process.exit(0);
