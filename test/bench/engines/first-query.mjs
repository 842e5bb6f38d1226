/** The bundle's store, from the start of the process to the first query that is prepared and answered: `node first-query.mjs '{"chunk", "path", "compiled"}'`. */
import { enableCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';

const { chunk, path, compiled } = JSON.parse(process.argv[2] ?? '{}');
enableCompileCache(compiled);
const { firstQuery } = await import(pathToFileURL(chunk).href);
if (firstQuery(path) !== 50) throw new Error('the newest orders are there');
process.reallyExit(0);
