/** Reads a till's bills back from an office until it is done or killed. `node read-back-child.ts FOLDER URL TOKEN` */
import { openSyncTill } from './sync-till.ts';

const [folder = '', url = '', token = ''] = process.argv.slice(2);
const till = openSyncTill(folder, { url, token });
const wish = { tillCode: 'A1', fromMs: 0, zone: 'Asia/Kolkata', write: true };
process.stdout.write('begun\n');
const held = await till.sync.readBack(wish, () => undefined);
await till.close();
process.stdout.write(`${JSON.stringify(held?.ok === true ? held.value.readBack : held)}\n`);
