/** The bundle's till, without Electron, from the start of the process to the first barcode looked up: `node open-till.mjs '{"chunk", "folder", "compiled", "barcode"}'`. */
import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';

const { chunk, folder, compiled, barcode } = JSON.parse(process.argv[2] ?? '{}');
enableCompileCache(compiled);
const loaded = await import(pathToFileURL(chunk).href);
const composeTill = Object.values(loaded).find((value) => typeof value === 'function');
const till = await composeTill({
  dataFolder: folder,
  what: 'bench',
  appVersion: '0',
  runtime: 'node',
  environment: process.env,
  quit: () => undefined,
  report: () => undefined,
  workerUrl: (name) => new URL(`workers/${name}.js`, pathToFileURL(chunk)),
  ports: { secrets: {}, pdf: {}, dialogs: {} },
});
const reply = await till.handlers.findByBarcode({ barcode });
if (!reply.ok || reply.value.product === null) throw new Error('the first scan finds its product');
process.reallyExit(0);
