/** `npm run sbom`: writes dist/sbom.cdx.json, the list of parts that is handed on with the packages. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { helpIfAsked } from '../support/app-process.ts';
import { readRepositoryFile, rootFolder } from '../support/repository.ts';
import { billOfMaterials } from '../tidy/bill-of-materials.ts';
import { lockedPackages } from '../tidy/licences.ts';

helpIfAsked(`Usage: npm run sbom

Writes dist/sbom.cdx.json: every package that the app ships, from the lock file (CycloneDX).`);

const folder = join(rootFolder, 'dist');
const bill = billOfMaterials(manifest, lockedPackages(readRepositoryFile('package-lock.json')));
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
process.stdout.write(`dist/sbom.cdx.json: ${bill.components.length} parts\n`);
