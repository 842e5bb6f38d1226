import { randomUUID } from 'node:crypto';
import { assertNever } from '../../shared/domain/result.ts';
import {
  createPineLabsGateway,
  createRazorpayPosGateway,
  createRupayGateway,
  type CallTimeouts,
  type Gateway,
} from '../gateway/index.ts';
import type { GatewayAccount } from '../settings/index.ts';

/** Shorter than the processing window of 150 s, so that the amount is gone from the terminal before the till lets it go (docs/gateways.md). */
const PINE_LABS_AUTO_CANCEL_MINUTES = 2;

/** Makes the gateway of an account: the adapter of its provider, with the account's key. Nothing is asked of it yet. */
export function gatewayOf(account: GatewayAccount, timeouts: CallTimeouts, now: () => number): Gateway {
  const { url: baseUrl, merchantId, terminalId, apiKey } = account;
  const common = { baseUrl, merchantId, terminalId, call: { timeouts } };
  switch (account.provider) {
    case 'rupay':
      return createRupayGateway({ ...common, apiKey }, { now, nonce: () => randomUUID() });
    case 'pine-labs': {
      const { pineMerchantId, storeId, clientId } = account.pineLabs;
      return createPineLabsGateway({
        ...common,
        pineMerchantId,
        storeId,
        clientId,
        securityToken: apiKey,
        autoCancelMinutes: PINE_LABS_AUTO_CANCEL_MINUTES,
        // Words that end an attempt unpaid are believed only where the provider has confirmed them; until then such an end is unknown.
        finalUnpaidWords: [],
      });
    }
    case 'razorpay-pos': {
      const { username, deviceId } = account.razorpayPos;
      return createRazorpayPosGateway({ ...common, username, deviceId, appKey: apiKey });
    }
    default:
      return assertNever(account);
  }
}
