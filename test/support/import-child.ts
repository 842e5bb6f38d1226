/** Imports a file into the store of a folder until somebody kills the process: `node import-child.ts FOLDER FILE`. */
import { importAll, openCatalogue } from './catalogue.ts';

const [folder = '', file = ''] = process.argv.slice(2);
const shop = openCatalogue(folder);
const status = await importAll(shop, await shop.choosePath(file));
process.stdout.write(`${JSON.stringify(status)}\n`);
