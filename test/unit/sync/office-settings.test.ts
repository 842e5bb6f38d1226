import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPeople } from '../../../electron/people/index.ts';
import { systemClock } from '../../../electron/platform/clock.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import { listAudit } from '../../../electron/store/repositories/audit.ts';
import type { People } from '../../../electron/people/index.ts';
import { firstMapping } from '../../../electron/sync/sync-settings.ts';
import { must } from '../../support/catalogue.ts';
import { temporaryFolder } from '../../support/store-fixtures.ts';
import { openSyncTill, type SyncTill } from '../../support/sync-till.ts';

const TOKEN = randomUUID();
const URL_ = 'http://127.0.0.1:4810';
let folder = '';
let remove = (): void => undefined;
let till: SyncTill;
let people: People;

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  till = openSyncTill(folder, {
    people: { authorise: (action, proof, subject) => people.authorise(action, proof, subject) },
  });
  people = createPeople({ db: till.store.writer, clock: systemClock, ids: systemIds });
});
afterEach(async () => {
  await till.close();
  remove();
});

const save = (pin: string, url = URL_) =>
  till.sync.save({
    url,
    server: 'auto',
    mapping: firstMapping,
    token: TOKEN,
    manager: { pin },
  });

test('before the owner has chosen a PIN nobody says where orders go', async () => {
  expect(await save('480153')).toMatchObject({ ok: false, error: { code: 'manager-not-set-up' } });
  expect(till.sync.view()).toMatchObject({ url: '', hasToken: false });
});

test('a wrong PIN changes nothing; the right one does, and it is on record who said so', async () => {
  must(await people.setPin({ currentPin: null, newPin: '480153' }));
  expect(await save('480154')).toMatchObject({ ok: false, error: { code: 'manager-pin-wrong' } });
  expect(till.sync.view()).toMatchObject({ url: '', hasToken: false });
  expect(must(await save('480153'))).toMatchObject({ url: URL_, hasToken: true });
  const audit = listAudit(till.store.reader, null, 50);
  const [owner] = audit.filter(({ action }) => action === 'manager-pin-set');
  const [saved] = audit.filter(({ action }) => action === 'save-central');
  expect(saved).toMatchObject({ personId: owner?.personId, detail: JSON.stringify({ url: URL_ }) });
  expect(JSON.stringify(audit)).not.toContain(TOKEN);
});

test('ending the sending needs a manager too', async () => {
  must(await people.setPin({ currentPin: null, newPin: '480153' }));
  must(await save('480153'));
  expect(await save('1111', '')).toMatchObject({ ok: false, error: { code: 'manager-pin-wrong' } });
  expect(till.sync.view()).toMatchObject({ url: URL_, hasToken: true });
  expect(must(await save('480153', ''))).toMatchObject({ url: '', hasToken: false });
});
