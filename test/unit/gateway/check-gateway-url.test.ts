import { describe, expect, test } from 'vitest';
import { checkGatewayUrl } from '../../../electron/gateway/index.ts';

describe('where a till may take its money', () => {
  test.each([
    ['https://pay.example.in/', 'SHOP-1', 'https://pay.example.in'],
    ['https://pay.example.in/rupay/', 'SHOP-1', 'https://pay.example.in/rupay'],
  ])('a real till takes %s of a real merchant', (url, merchant, base) => {
    expect(checkGatewayUrl('real', url, merchant)).toEqual({ ok: true, value: base });
  });

  test.each([
    ['http://pay.example.in', 'SHOP-1', 'not-https'],
    ['https://127.0.0.1:8443', 'SHOP-1', 'loopback'],
    ['https://localhost', 'SHOP-1', 'loopback'],
    ['https://pay.example.in', 'TRAINING-SHOP-1', 'training-merchant'],
    ['https://pay.example.in', 'training-shop-1', 'training-merchant'],
    ['https://user:secret@pay.example.in', 'SHOP-1', 'has-credentials'],
    ['https://pay.example.in/?key=1', 'SHOP-1', 'has-query'],
    ['not a url', 'SHOP-1', 'not-a-url'],
  ])('a real till refuses %s for %s: %s', (url, merchant, code) => {
    expect(checkGatewayUrl('real', url, merchant)).toEqual({ ok: false, error: { code } });
  });

  test.each(['http://127.0.0.1:5000', 'http://localhost:5000', 'http://[::1]:5000', 'http://127.8.9.1'])(
    'a training till takes %s',
    (url) => {
      expect(checkGatewayUrl('training', url, 'TRAINING-SHOP-1').ok).toBe(true);
    },
  );

  test.each([
    ['https://pay.example.in', 'TRAINING-SHOP-1', 'not-loopback'],
    ['http://127.0.0.1.example.in', 'TRAINING-SHOP-1', 'not-loopback'],
    ['http://localhost.example.in', 'TRAINING-SHOP-1', 'not-loopback'],
    ['http://0.0.0.0', 'TRAINING-SHOP-1', 'not-loopback'],
    ['http://127.0.0.1:5000', 'SHOP-1', 'not-training-merchant'],
    ['ftp://127.0.0.1', 'TRAINING-SHOP-1', 'not-a-url'],
  ])('a training till refuses %s for %s: %s', (url, merchant, code) => {
    expect(checkGatewayUrl('training', url, merchant)).toEqual({ ok: false, error: { code } });
  });
});
