import { describe, expect, test } from 'vitest';
import type { ImportPreview, ImportStatus } from '../../../shared/contract/catalogue.ts';
import type { Request } from '../../../shared/contract/ipc.ts';
import { err, ok } from '../../../shared/domain/result.ts';
import {
  createImportStore,
  filledDefaults,
  givenDefaults,
  remapped,
  wrongDefault,
  type ImportCalls,
} from '../../../renderer/catalogue/import-store.ts';

const preview: ImportPreview = {
  fileName: 'goods.csv',
  sheets: [],
  columns: ['index', 'product', 'price'],
  mapping: { externalCode: 0, name: 1, price: 2 },
  mappingSource: 'guessed',
  sampleRows: [],
  rowCount: 2,
  categories: [{ name: 'Tea', rowCount: 2 }],
  missing: ['gstRate'],
  defaults: { byCategory: { '*': { gstRateBp: 500, hsn: null } } },
};

const statusOf = (change: Partial<ImportStatus>): ImportStatus => ({
  importId: 'i1',
  fileName: 'goods.csv',
  state: 'reading',
  rowsRead: 0,
  rowsTotal: 2,
  added: 0,
  changed: 0,
  unchanged: 0,
  refused: 0,
  failure: null,
  ...change,
});

function wizard() {
  const started: Array<Request<'startImport'>> = [];
  const previews: Array<Request<'previewImport'>> = [];
  const state = { status: statusOf({}), cancelFileDialog: false };
  const calls: ImportCalls = {
    chooseImportFile: async () =>
      state.cancelFileDialog
        ? err({ code: 'cancelled-by-user' })
        : ok({ fileToken: 'f1', fileName: 'goods.csv' }),
    previewImport: async (request) => {
      previews.push(request);
      return ok({ ...preview, mapping: request.mapping ?? preview.mapping });
    },
    startImport: async (request) => {
      started.push(request);
      return ok({ importId: 'i1' });
    },
    getImport: async () => ok(state.status),
    cancelImport: async () => ok(statusOf({ state: 'cancelled' })),
    listRefusedRows: async () => ok({ rows: [{ row: 2, reason: 'name-missing', text: '2,,10' }], total: 1 }),
    saveRefusedRows: async () => ok({ fileName: 'refused.csv' }),
  };
  return { store: createImportStore(() => calls), started, previews, state };
}

describe('the import wizard', () => {
  test('goes from file to columns to defaults to a report with the refused rows', async () => {
    const { store, started, state } = wizard();
    await store.getState().chooseFile();
    expect(store.getState().step.kind).toBe('mapping');
    store.getState().next();
    store.getState().setDefault('Tea', { gstRateBp: 1800, hsn: '0902' });
    await store.getState().start();
    expect(store.getState().step.kind).toBe('running');
    expect(started[0]?.defaults.byCategory).toEqual({
      '*': { gstRateBp: 500, hsn: null },
      Tea: { gstRateBp: 1800, hsn: '0902' },
    });
    state.status = statusOf({ state: 'done', added: 1, refused: 1 });
    await store.getState().refresh('i1');
    expect(store.getState().step).toMatchObject({
      kind: 'report',
      total: 1,
      rows: [{ reason: 'name-missing' }],
    });
    expect(await store.getState().saveRefused()).toBe('refused.csv');
  });

  test('closing the file dialog is no error', async () => {
    const { store, state } = wizard();
    state.cancelFileDialog = true;
    await store.getState().chooseFile();
    expect(store.getState()).toMatchObject({ step: { kind: 'idle' }, error: null, busy: false });
  });

  test('a column that is chosen for one field leaves the other', async () => {
    expect(remapped({ name: 1, brand: 2 }, 'brand', 1)).toEqual({ brand: 1 });
    expect(remapped({ name: 1, brand: 2 }, 'brand', null)).toEqual({ name: 1 });
    const { store, previews } = wizard();
    await store.getState().chooseFile();
    await store.getState().mapField('brand', 1);
    expect(previews[1]?.mapping).toEqual({ externalCode: 0, price: 2, brand: 1 });
  });

  test('an import does not start with an HSN that is none', async () => {
    const { store, started } = wizard();
    await store.getState().chooseFile();
    store.getState().next();
    store.getState().setDefault('Tea', { gstRateBp: 500, hsn: '12' });
    await store.getState().start();
    expect(started).toEqual([]);
    expect(wrongDefault({ byCategory: { Tea: { gstRateBp: 500, hsn: '12' } } }, {})).toBe('Tea');
  });

  test('no GST rate is chosen for the person: an import waits until each category has one', async () => {
    const drafts = filledDefaults({ ...preview, defaults: { byCategory: {} } });
    expect(drafts.byCategory['Tea']).toEqual({ gstRateBp: null, hsn: null });
    expect(wrongDefault(drafts, { name: 1 })).toBe('*');
    expect(wrongDefault(drafts, { name: 1, gstRate: 2 })).toBe(null);
    expect(givenDefaults(drafts).byCategory).toEqual({});
  });

  test('every category of the file starts with the default of all others', () => {
    expect(filledDefaults(preview).byCategory['Tea']).toEqual({ gstRateBp: 500, hsn: null });
  });

  test('one value can be taken for every category', async () => {
    const { store } = wizard();
    await store.getState().chooseFile();
    store.getState().setDefault('*', { gstRateBp: 0, hsn: null });
    store.getState().applyToAll('*');
    const { step } = store.getState();
    expect(step.kind === 'mapping' && step.defaults.byCategory['Tea']).toEqual({ gstRateBp: 0, hsn: null });
  });

  test('a cancelled import says so', async () => {
    const { store } = wizard();
    await store.getState().chooseFile();
    await store.getState().start();
    await store.getState().cancel();
    expect(store.getState().step).toMatchObject({ kind: 'report', status: { state: 'cancelled' } });
  });
});
