import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Shop } from '../../../shared/contract/till.ts';
import { ok } from '../../../shared/domain/result.ts';
import { checkShop } from '../../../electron/settings/index.ts';
import { temporaryFolder } from '../../support/store-fixtures.ts';
import { reversingSecrets, settingsBench, type SettingsBench } from './settings-bench.ts';

const shop: Shop = {
  name: '  Gupta Kirana ',
  addressLines: ['12 Station Road', '   ', ' Pune 411005 '],
  phone: '  ',
  gstScheme: 'regular',
  gstin: '27aapfu0939f1zv',
  stateCode: '27',
  zone: 'Asia/Kolkata',
  footer: ' Thank you ',
  tillCode: 'B2',
};

const code = (changed: Partial<Shop>): string => {
  const checked = checkShop({ ...shop, ...changed });
  return checked.ok ? 'fine' : checked.error.code;
};

describe('the rules of a shop', () => {
  test('its texts are tidied, and empty ones are none', () => {
    expect(checkShop(shop)).toEqual(
      ok({
        ...shop,
        name: 'Gupta Kirana',
        addressLines: ['12 Station Road', 'Pune 411005'],
        phone: null,
        gstin: '27AAPFU0939F1ZV',
        footer: 'Thank you',
      }),
    );
  });

  test('a bill without the supplier’s name or address is no bill', () => {
    expect(code({ name: ' ' })).toBe('shop-incomplete');
    expect(code({ addressLines: [' '] })).toBe('shop-incomplete');
  });

  test('a registered shop and a composition dealer need a GSTIN of their own State', () => {
    for (const gstScheme of ['regular', 'composition'] as const) {
      expect(code({ gstScheme })).toBe('fine');
      expect(code({ gstScheme, gstin: null })).toBe('gstin-invalid');
      expect(code({ gstScheme, gstin: '27AAPFU0939F1ZX' })).toBe('gstin-invalid');
      expect(code({ gstScheme, stateCode: '07' })).toBe('gstin-invalid');
    }
  });

  test('a shop that is not registered has no GSTIN to print', () => {
    expect(checkShop({ ...shop, gstScheme: 'unregistered' })).toMatchObject({ value: { gstin: null } });
    expect(code({ gstScheme: 'unregistered', gstin: 'anything' })).toBe('fine');
  });

  test('a State or a time zone that does not exist is refused', () => {
    expect(code({ stateCode: '99', gstScheme: 'unregistered' })).toBe('invalid-request');
    expect(code({ zone: 'Asia/Atlantis' })).toBe('invalid-request');
  });
});

describe('the shop and its switches, on disk', () => {
  let home: ReturnType<typeof temporaryFolder>;
  let bench: SettingsBench;
  beforeEach(() => {
    home = temporaryFolder();
    bench = settingsBench(
      home.folder,
      'real',
      reversingSecrets(() => true),
    );
  });
  afterEach(() => {
    bench.store.close();
    home.remove();
  });

  test('a new store has a shop that can’t sell yet', async () => {
    expect(bench.settings.shopComplete()).toBe(false);
    expect((await bench.settings.view()).gateway).toMatchObject({ url: '', hasApiKey: false, upi: null });
  });

  test('a shop is kept over a restart and audited; a wrong one changes nothing', () => {
    expect(bench.settings.saveShop(shop).ok).toBe(true);
    expect(bench.settings.saveShop({ ...shop, name: '' }).ok).toBe(false);
    bench = bench.restart();
    expect(bench.settings.shop().name).toBe('Gupta Kirana');
    expect(bench.settings.shopComplete()).toBe(true);
    expect(bench.audited()).toEqual(['save-shop']);
  });

  test('card numbers can’t be typed until that is switched on, and each switch is audited', async () => {
    expect(bench.settings.keyedCard()).toBe(false);
    expect(bench.settings.setKeyedCard(true).ok).toBe(true);
    bench = bench.restart();
    expect(bench.settings.keyedCard()).toBe(true);
    expect((await bench.settings.view()).keyedCard).toBe(true);
    expect(bench.settings.setKeyedCard(false).ok).toBe(true);
    expect(bench.settings.keyedCard()).toBe(false);
    expect(bench.audited()).toEqual(['keyed-card-on', 'keyed-card-off']);
  });
});
