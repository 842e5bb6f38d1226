import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstConfig } from '../../../electron/platform/config.ts';
import { startGatewayProcess } from '../../support/gateway-process.ts';
import { runEngine, type EngineResult } from '../harness/engine-process.ts';
import { median, pairedRatio, percentile } from '../harness/figures.ts';
import { inRounds, pooled, type Rounds } from '../harness/rounds.ts';
import { atMost, rowOf } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';

/** Between two looks at a sale under way; both sides wait as long. */
const POLL_MS = 1;

const share = (rounds: Rounds<EngineResult>, at: number): number[] =>
  rounds.map(({ series }) => percentile(series['paid'] ?? [], at));

/** A sale on the terminal, with the till and without it. */
export const terminal: Work = {
  name: 'terminal',
  title: 'A sale on the terminal: the till around the bare calls to the emulator',
  run: async ({ quick, folder }) => {
    const gateway = await startGatewayProcess({ approveAfterMs: 0 });
    try {
      const sales = quick ? 30 : 200;
      const tillTask = (name: string): object => {
        const own = join(folder, name);
        mkdirSync(own, { recursive: true });
        writeFileSync(
          join(own, 'config.json'),
          JSON.stringify({ ...firstConfig, timings: { pollMs: POLL_MS } }),
        );
        return { folder: own, sales };
      };
      const bare = (): Promise<EngineResult> =>
        runEngine('terminal-bare.ts', { sales, pollMs: POLL_MS }, gateway.environment);
      let round = 0;
      const found = await inRounds(quick ? 1 : 9, {
        bare,
        again: bare,
        till: () => {
          round += 1;
          return runEngine('terminal-sale.ts', tillTask(`terminal-${round}`), gateway.environment);
        },
      });
      const overheadAt = (at: number): number[] =>
        share(found.till, at).map((ms, index) => ms - (share(found.bare, at)[index] ?? Number.NaN));
      return {
        rows: [
          rowOf('bare calls: sale, then status until approved', pooled(found.bare, 'paid')),
          rowOf('Charge pressed → order paid, with the till', pooled(found.till, 'paid'), {
            compared: {
              label: 'till ÷ bare',
              ratio: pairedRatio(share(found.till, 0.5), share(found.bare, 0.5)),
            },
          }),
          rowOf('what the till adds, p50 of each round', overheadAt(0.5)),
          rowOf('what the till adds, p99 of each round', overheadAt(0.99)),
          rowOf('Charge pressed → attempt durable, in main', pooled(found.till, 'durable'), {
            target: atMost('p99', 10),
          }),
        ],
        sameAgainstSame: pairedRatio(share(found.again, 0.5), share(found.bare, 0.5)),
        runtime: 'Node, better-sqlite3, the emulator in a process of its own',
        notes: [
          `The customer taps at once; both sides wait ${POLL_MS} ms between looks. The till writes the order with the attempt, the sending, the pending state and the paid sale, each durably.`,
          `Medians over the rounds: ${median(overheadAt(0.5)).toFixed(1)} ms added at p50.`,
        ],
      };
    } finally {
      await gateway.stop();
    }
  },
};
