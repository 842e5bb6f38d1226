/** The limit of this disk: 4 KB written behind the last and made durable, again and again. */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { engineDone, engineTask, timed } from '../harness/engine-process.ts';

const task = engineTask<{ readonly folder: string; readonly sales: number }>();
const path = join(task.folder, 'bare.bin');
const file = openSync(path, 'w');
const page = new Uint8Array(4096).fill(7);
const commit = Array.from({ length: task.sales }, () =>
  timed(() => {
    writeSync(file, page);
    fsyncSync(file);
  }),
);
closeSync(file);
rmSync(path);
engineDone({ commit });
