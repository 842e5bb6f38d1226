import { parentPort, workerData } from 'node:worker_threads';
import { CHUNKS_AHEAD, type ReaderMessage, type ReaderTask } from '../catalogue/import/reader-protocol.ts';
import { previewTable, readRows } from '../catalogue/import/read-table.ts';

/** The thread that reads a file to import: it touches no database, and main decides what becomes of the rows. */
const task = workerData as ReaderTask;
const port = parentPort;
if (port === null) throw new Error('read-import runs as a worker thread');

const send = (message: ReaderMessage): void => port.postMessage(message);
let ahead = 0;
let wanted: (() => void) | null = null;

port.on('message', () => {
  ahead -= 1;
  wanted?.();
  wanted = null;
});

async function run(): Promise<void> {
  if (task.kind === 'preview') {
    const preview = await previewTable(task.path, task.sheet);
    send(preview.ok ? { kind: 'preview', preview: preview.value } : { kind: 'failed', error: preview.error });
    return;
  }
  const rules = { mapping: task.mapping, defaults: task.defaults };
  const read = await readRows(task.path, task.sheet, rules, async (chunk) => {
    while (ahead >= CHUNKS_AHEAD) {
      await new Promise<void>((resolve) => {
        wanted = resolve;
      });
    }
    ahead += 1;
    send({ kind: 'chunk', chunk });
  });
  send(read.ok ? { kind: 'end' } : { kind: 'failed', error: read.error });
}

await run();
port.close();
