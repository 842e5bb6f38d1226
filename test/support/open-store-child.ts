/** A process of its own that opens a store, which upgrades it, and says what came of it: `node open-store-child.ts PATH`. It ends without closing anything. */
import { writeSync } from 'node:fs';
import { systemClock } from '../../electron/platform/clock.ts';
import { openStore } from '../../electron/store/connection.ts';

const opened = openStore({ path: process.argv[2] ?? '', clock: systemClock });
writeSync(1, opened.ok ? 'opened' : opened.error.code);
process.exit(0);
