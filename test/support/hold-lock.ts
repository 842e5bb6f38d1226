/** A process of its own that takes the lock of a data folder, says so, and holds it until it ends: `node hold-lock.ts FOLDER NAME`. */
import { acquireLock } from '../../electron/platform/lock.ts';
import { systemClock } from '../../electron/platform/clock.ts';

const [, , folder = '', what = ''] = process.argv;
const lock = acquireLock(folder, what, systemClock);
process.stdout.write(`${JSON.stringify(lock.ok ? { held: true } : lock.error)}\n`);
if (lock.ok) process.stdin.resume().on('end', () => lock.value.release());
