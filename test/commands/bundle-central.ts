/** `npm run central:bundle`: central as one file in central/dist, with its page beside it. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { adminFolder, buildAdmin } from '../support/build-admin.ts';
import { bundleCentral, bundleFolder } from '../support/bundle-central.ts';

await buildAdmin();
await bundleCentral();
cpSync(adminFolder, join(bundleFolder, 'admin', 'dist'), { recursive: true });
