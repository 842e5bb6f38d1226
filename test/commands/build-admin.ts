/** Before `npm run central`: the admin page, when its sources have changed. */
import { buildAdmin } from '../support/build-admin.ts';

await buildAdmin();
