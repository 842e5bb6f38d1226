import { randomUUID } from 'node:crypto';
import type { PosEvent } from '../../shared/contract/events.ts';
import { assertNever } from '../../shared/domain/result.ts';
import {
  createPineLabsGateway,
  createRazorpayPosGateway,
  createRupayGateway,
  type CallTimeouts,
  type Gateway,
  type ProtocolMemory,
} from '../gateway/index.ts';
import type { GatewayAccount, SettingsStore } from '../settings/index.ts';

/** Shorter than the processing window of 150 s, so that the amount is gone from the terminal before the till lets it go (docs/gateways.md). */
const PINE_LABS_AUTO_CANCEL_MINUTES = 2;

/**
 * Makes the gateway of an account: the adapter of its provider, with the account's key. Nothing is asked of it yet; a RuPay gateway that nobody
 * knows is asked what it speaks before its first call.
 */
function gatewayOf(
  account: GatewayAccount,
  timeouts: CallTimeouts,
  now: () => number,
  memory: ProtocolMemory,
): Gateway {
  const { url: baseUrl, merchantId, terminalId, apiKey } = account;
  const common = { baseUrl, merchantId, terminalId, call: { timeouts } };
  switch (account.provider) {
    case 'rupay':
      return createRupayGateway(
        { ...common, apiKey },
        { now, nonce: () => randomUUID() },
        account.speaks === 'auto' ? { auto: memory } : account.speaks,
      );
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

/** Once the window is up, and before anybody has charged. */
const ASK_PROTOCOL_AFTER_MS = 2000;

/**
 * The gateway of an account in use. One that nobody knows is asked in the background what it speaks, so that the first charge needn't wait for
 * it; what can be paid with follows from the answer, so that the window hears of it.
 */
export function gatewayFor(
  account: GatewayAccount,
  timeouts: CallTimeouts,
  now: () => number,
  settings: Pick<SettingsStore, 'protocolMemory'>,
  emit: (event: PosEvent) => void,
): Gateway {
  const { known, learned } = settings.protocolMemory(account);
  const gateway = gatewayOf(account, timeouts, now, {
    known,
    learned(protocol) {
      learned(protocol);
      emit({ topic: 'snapshot', id: '', version: now() });
    },
  });
  const isAsked = account.provider === 'rupay' && account.speaks === 'auto' && known() === null;
  // A till that is closed meanwhile can keep no answer, and needs none.
  if (isAsked) setTimeout(() => void gateway.health().catch(() => null), ASK_PROTOCOL_AFTER_MS).unref();
  return gateway;
}
