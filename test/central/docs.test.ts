/** What docs/central-api.md tells people to type works as it stands. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { record } from '../support/central/json.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';
import { readRepositoryFile } from '../support/repository.ts';

const run = promisify(execFile);
let central: TestCentral;
beforeAll(async () => {
  central = await startCentral();
});
afterAll(() => central.stop());

test('the calls of the page run one after the other, and leave what they say', async () => {
  const page = readRepositoryFile('docs/central-api.md');
  const [script] = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map((match) => match[1] ?? '');
  expect(script).toContain('curl');
  const env = { ...process.env, CENTRAL: central.url, TOKEN: central.token };
  await run('bash', ['-euo', 'pipefail', '-c', script ?? ''], { env });
  const list = record((await central.call('GET', '/api/v1/orders/')).json);
  expect(list).toMatchObject({
    count: 2,
    results: [
      { payment_method: 'upi', total_amount: '599.00' },
      {
        transaction_id: 'DOCS-0001',
        total_amount: '998.00',
        refunded_amount: '499.00',
        payment_status: 'completed',
      },
    ],
  });
});
