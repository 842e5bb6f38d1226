import { describe, expect, test } from 'vitest';
import type { Settings } from '../../../shared/contract/till.ts';
import { draftOfGateway, gatewayRequestOf, upiProblems } from '../../../renderer/settings/gateway-draft.ts';

const settings: Settings = {
  mode: 'real',
  language: 'en',
  shop: {
    name: 'Gupta Kirana',
    addressLines: ['12 Station Road'],
    phone: null,
    gstScheme: 'unregistered',
    gstin: null,
    stateCode: '27',
    zone: 'Asia/Kolkata',
    footer: '',
    tillCode: 'B2',
  },
  gateway: {
    provider: 'pine-labs',
    pineLabs: { pineMerchantId: '29610', storeId: '1221258', clientId: '1013595' },
    razorpayPos: null,
    url: 'https://pay.example.in',
    merchantId: 'M-0001',
    terminalId: 'T-0001',
    hasApiKey: true,
    upi: null,
  },
  keyedCard: false,
  secrets: { backend: 'gnome_libsecret', strong: true, weakAccepted: false },
  dataFolder: '',
  opening: 1,
};

describe('the payments’ settings as they are typed', () => {
  test('go back to main as they came, with no key and no UPI where none was typed', () => {
    const { hasApiKey: _, ...gateway } = settings.gateway;
    expect(gatewayRequestOf(draftOfGateway(settings))).toEqual(gateway);
  });

  test('send the details of the chosen provider alone', () => {
    const draft = {
      ...draftOfGateway(settings),
      provider: 'razorpay-pos' as const,
      username: 'u',
      deviceId: 'd',
    };
    expect(gatewayRequestOf(draft)).toMatchObject({
      pineLabs: null,
      razorpayPos: { username: 'u', deviceId: 'd' },
    });
    expect(gatewayRequestOf({ ...draft, provider: 'rupay' })).toMatchObject({
      pineLabs: null,
      razorpayPos: null,
    });
  });

  test('offer the shop’s own name to UPI, and check nothing without an address', () => {
    const draft = draftOfGateway(settings);
    expect(draft.upiName).toBe('Gupta Kirana');
    expect(upiProblems({ ...draft, upiName: '', upiCode: '' })).toEqual({});
    expect(upiProblems({ ...draft, upiAddress: 'gupta', upiName: ' ', upiCode: '54' })).toEqual({
      address: true,
      name: true,
      code: true,
    });
    expect(gatewayRequestOf({ ...draft, upiAddress: ' gupta@okbank ' }).upi).toEqual({
      payeeAddress: 'gupta@okbank',
      payeeName: 'Gupta Kirana',
      merchantCode: '5411',
    });
  });
});
