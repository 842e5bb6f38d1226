import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { saveSetting } from '../../../electron/store/repositories/settings.ts';
import { err, ok } from '../../../shared/domain/result.ts';
import { AT, temporaryFolder } from '../../support/store-fixtures.ts';
import { realAccount, reversingSecrets, settingsBench, type SettingsBench } from './settings-bench.ts';

const safe = (): boolean => true;
let home: ReturnType<typeof temporaryFolder>;
let bench: SettingsBench;
beforeEach(() => {
  home = temporaryFolder();
  bench = settingsBench(home.folder, 'real', reversingSecrets(safe));
});
afterEach(() => {
  bench.store.close();
  home.remove();
});

const payee = { payeeAddress: 'gupta.kirana@okbank', payeeName: 'Gupta Kirana', merchantCode: '5411' };
const pineLabs = { pineMerchantId: '29610', storeId: '1221258', clientId: '1013595' };
const razorpayPos = { username: '9821000000', deviceId: '0821006725|ezetap_android' };

describe('the gateway account', () => {
  test('is kept tidy and over a restart, and its key never lies on disk in the clear', async () => {
    expect(await bench.settings.saveGateway(realAccount)).toEqual(ok(undefined));
    expect(bench.onDisk()).not.toContain('the-secret-of-the-shop');
    bench = bench.restart();
    expect(await bench.settings.gatewayAccount()).toEqual(
      ok({
        provider: 'rupay',
        speaks: 'auto',
        url: 'https://pay.example.in/rupay',
        merchantId: 'M-0001',
        terminalId: 'T-0001',
        apiKey: 'the-secret-of-the-shop',
      }),
    );
    expect(bench.audited()).toEqual(['save-gateway']);
  });

  test('is shown without its key', async () => {
    await bench.settings.saveGateway(realAccount);
    const view = await bench.settings.view();
    expect(view.gateway).toMatchObject({ provider: 'rupay', merchantId: 'M-0001', hasApiKey: true });
    expect(JSON.stringify(view)).not.toContain('secret-of-the-shop');
  });

  test('remembers what its gateway speaks over a restart, until it is saved anew', async () => {
    const account = { url: 'https://pay.example.in/rupay', merchantId: 'M-0001' };
    expect(bench.settings.protocolMemory(account).known()).toBeNull();
    bench.settings.protocolMemory(account).learned('base');
    bench = bench.restart();
    expect(bench.settings.protocolMemory(account).known()).toBe('base');
    expect(bench.settings.protocolMemory({ ...account, merchantId: 'M-0002' }).known()).toBeNull();
    await bench.settings.saveGateway({ ...realAccount, speaks: 'extension' });
    expect(bench.settings.protocolMemory(account).known()).toBeNull();
    expect(bench.settings.speaks()).toBe('extension');
    expect(await bench.settings.gatewayAccount()).toMatchObject({ value: { speaks: 'extension' } });
    expect((await bench.settings.view()).gateway.speaks).toBe('extension');
  });

  test('keeps its key when none is typed', async () => {
    await bench.settings.saveGateway(realAccount);
    const { apiKey: _, ...withoutKey } = realAccount;
    expect(await bench.settings.saveGateway({ ...withoutKey, terminalId: 'T-0002' })).toEqual(ok(undefined));
    expect(await bench.settings.gatewayAccount()).toMatchObject({
      value: { terminalId: 'T-0002', apiKey: 'the-secret-of-the-shop' },
    });
  });

  test.each([
    ['http', { url: 'http://pay.example.in' }, 'gateway-url-refused'],
    ['this very machine', { url: 'https://127.0.0.1:9000' }, 'gateway-url-refused'],
    ['a training merchant', { merchantId: 'TRAINING-1' }, 'gateway-url-refused'],
    ['no terminal', { terminalId: '  ' }, 'gateway-not-set-up'],
    ['a provider without its details', { provider: 'pine-labs' as const }, 'gateway-not-set-up'],
    [
      'a provider with a detail missing',
      { provider: 'pine-labs' as const, pineLabs: { ...pineLabs, storeId: ' ' } },
      'gateway-not-set-up',
    ],
  ])('with %s is refused, and nothing is written', async (_name, change, code) => {
    const saved = await bench.settings.saveGateway({ ...realAccount, ...change });
    expect(saved.ok ? 'saved' : saved.error.code).toBe(code);
    expect(bench.onDisk()).toBe('');
    expect(bench.audited()).toEqual([]);
  });

  test('without a key is no account', async () => {
    const { apiKey: _, ...withoutKey } = realAccount;
    expect(await bench.settings.saveGateway(withoutKey)).toEqual(err({ code: 'gateway-not-set-up' }));
    expect(await bench.settings.gatewayAccount()).toEqual(err({ code: 'gateway-not-set-up' }));
  });
});

describe('a provider of terminals', () => {
  test('is kept with its own details and no other’s', async () => {
    const wanted = { ...realAccount, provider: 'pine-labs' as const, pineLabs, razorpayPos };
    expect(await bench.settings.saveGateway(wanted)).toEqual(ok(undefined));
    bench = bench.restart();
    expect(bench.settings.provider()).toBe('pine-labs');
    expect(await bench.settings.gatewayAccount()).toMatchObject({
      value: { provider: 'pine-labs', pineLabs, apiKey: 'the-secret-of-the-shop' },
    });
    expect((await bench.settings.view()).gateway).toMatchObject({ pineLabs, razorpayPos: null });
  });

  test('is never sent the key of another', async () => {
    await bench.settings.saveGateway(realAccount);
    const { apiKey: _, ...withoutKey } = realAccount;
    const saved = await bench.settings.saveGateway({ ...withoutKey, provider: 'razorpay-pos', razorpayPos });
    expect(saved).toEqual(err({ code: 'gateway-not-set-up' }));
    expect(bench.settings.provider()).toBe('rupay');
  });

  test('does not drive a training till', async () => {
    const training = temporaryFolder();
    const till = settingsBench(training.folder, 'training', reversingSecrets(safe));
    const wanted = { ...realAccount, provider: 'pine-labs' as const, pineLabs };
    expect(await till.settings.saveGateway(wanted)).toEqual(err({ code: 'mode-forbidden' }));
    till.store.close();
    training.remove();
  });

  test('of a store from before there was a choice is our own protocol', async () => {
    const sealedKey = Buffer.from('yek').toString('base64');
    const old = { url: 'https://pay.example.in', merchantId: 'M-0001', terminalId: 'T-0001', sealedKey };
    bench.store.writer.transaction<null, never>(() => {
      saveSetting(bench.store.writer, 'gateway', old, AT);
      return ok(null);
    });
    bench = bench.restart();
    expect(bench.settings.provider()).toBe('rupay');
    expect(await bench.settings.gatewayAccount()).toMatchObject({
      value: { provider: 'rupay', apiKey: 'key' },
    });
  });
});

describe('where the system has no key store', () => {
  test('a key is refused until the owner accepts it in writing, and that is audited with the words', async () => {
    const settings = (): SettingsBench => bench;
    bench.store.close();
    home.remove();
    home = temporaryFolder();
    bench = settingsBench(
      home.folder,
      'real',
      reversingSecrets(() => settings().settings.weakStorageAccepted()),
    );
    expect(await bench.settings.saveGateway(realAccount)).toEqual(err({ code: 'secrets-unavailable' }));
    expect(await bench.settings.saveGateway({ ...realAccount, acceptWeakStorage: '   ' })).toEqual(
      err({ code: 'secrets-unavailable' }),
    );
    expect(bench.settings.weakStorageAccepted()).toBe(false);
    const consent = 'R. Gupta: one PC, behind the counter, locked at night';
    expect(await bench.settings.saveGateway({ ...realAccount, acceptWeakStorage: consent })).toEqual(
      ok(undefined),
    );
    expect(bench.audited()).toEqual(['accept-weak-storage', 'save-gateway']);
    expect(bench.onDisk()).toContain(consent);
    bench = bench.restart();
    expect(bench.settings.weakStorageAccepted()).toBe(true);
    expect((await bench.settings.view()).secrets).toMatchObject({ weakAccepted: true });
  });

  test('a key that can’t be read is no account', async () => {
    await bench.settings.saveGateway(realAccount);
    bench.store.close();
    const { createSettings } = await import('../../../electron/settings/index.ts');
    const { reopenStore } = await import('../../support/store-fixtures.ts');
    const store = reopenStore(home.folder);
    const settings = createSettings({
      store: store.writer,
      secrets: reversingSecrets(() => false),
      mode: 'real',
      now: () => AT,
    });
    expect(await settings.gatewayAccount()).toEqual(err({ code: 'secrets-unavailable' }));
    bench = { ...bench, store };
  });
});

describe('whom a UPI QR pays', () => {
  test('is kept, stays when it is not spoken of, and is taken away by null', async () => {
    await bench.settings.saveGateway({ ...realAccount, upi: { ...payee, payeeName: '  Gupta Kirana ' } });
    bench = bench.restart();
    expect(bench.settings.upiPayee()).toEqual(payee);
    await bench.settings.saveGateway(realAccount);
    expect(bench.settings.upiPayee()).toEqual(payee);
    await bench.settings.saveGateway({ ...realAccount, upi: null });
    expect(bench.settings.upiPayee()).toBeNull();
    expect(bench.audited()).toEqual([
      'save-gateway',
      'save-upi-payee',
      'save-gateway',
      'save-gateway',
      'save-upi-payee',
    ]);
  });

  test.each(['gupta', 'gupta@', '@bank', 'gup ta@bank', 'gupta@bank.in'])(
    '%s is no UPI address, and nothing is written',
    async (payeeAddress) => {
      const saved = await bench.settings.saveGateway({ ...realAccount, upi: { ...payee, payeeAddress } });
      expect(saved).toEqual(err({ code: 'upi-address-invalid' }));
      expect(bench.onDisk()).toBe('');
    },
  );
});
