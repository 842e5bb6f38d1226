import type { Request } from '../../shared/contract/ipc.ts';
import type { GatewayProvider, GatewaySpeaks, Settings } from '../../shared/contract/till.ts';
import { isUpiAddress } from '../../shared/domain/upi-qr.ts';

/** The payments' settings as they are typed: text in every field. */
export type GatewayDraft = {
  readonly provider: GatewayProvider;
  /** What our own provider's gateway speaks. */
  readonly speaks: GatewaySpeaks;
  readonly url: string;
  readonly merchantId: string;
  readonly terminalId: string;
  readonly pineMerchantId: string;
  readonly storeId: string;
  readonly clientId: string;
  readonly username: string;
  readonly deviceId: string;
  readonly apiKey: string;
  readonly accept: string;
  readonly upiAddress: string;
  readonly upiName: string;
  readonly upiCode: string;
};

/** What is wrong with the UPI part; nothing when it may be saved. */
export type UpiProblems = { readonly address?: true; readonly name?: true; readonly code?: true };

/** Grocery stores and supermarkets (ISO 18245); the bank tells a shop its own. */
const GROCERY_CODE = '5411';

/** The settings as text to edit. The key is never shown. */
export function draftOfGateway({ gateway, shop }: Settings): GatewayDraft {
  const { provider, url, merchantId, terminalId, pineLabs, razorpayPos, upi } = gateway;
  return {
    provider,
    speaks: gateway.speaks ?? 'auto',
    url,
    merchantId,
    terminalId,
    pineMerchantId: pineLabs?.pineMerchantId ?? '',
    storeId: pineLabs?.storeId ?? '',
    clientId: pineLabs?.clientId ?? '',
    username: razorpayPos?.username ?? '',
    deviceId: razorpayPos?.deviceId ?? '',
    apiKey: '',
    accept: '',
    upiAddress: upi?.payeeAddress ?? '',
    upiName: upi?.payeeName ?? shop.name,
    upiCode: upi?.merchantCode ?? GROCERY_CODE,
  };
}

/** Looks at the UPI part as main will. Without an address there is no UPI and nothing to check. */
export function upiProblems({ upiAddress, upiName, upiCode }: GatewayDraft): UpiProblems {
  if (upiAddress.trim() === '') return {};
  return {
    ...(isUpiAddress(upiAddress.trim()) ? {} : { address: true as const }),
    ...(upiName.trim() === '' ? { name: true as const } : {}),
    ...(/^\d{4}$/.test(upiCode.trim()) ? {} : { code: true as const }),
  };
}

/** What main is asked to save: the details of the chosen provider alone; a key only when one was typed. */
export function gatewayRequestOf(draft: GatewayDraft): Request<'saveGateway'> {
  const { provider, url, merchantId, terminalId, apiKey, accept } = draft;
  const { pineMerchantId, storeId, clientId, username, deviceId } = draft;
  const payeeAddress = draft.upiAddress.trim();
  return {
    provider,
    ...(provider === 'rupay' ? { speaks: draft.speaks } : {}),
    url,
    merchantId,
    terminalId,
    pineLabs: provider === 'pine-labs' ? { pineMerchantId, storeId, clientId } : null,
    razorpayPos: provider === 'razorpay-pos' ? { username, deviceId } : null,
    upi:
      payeeAddress === ''
        ? null
        : { payeeAddress, payeeName: draft.upiName.trim(), merchantCode: draft.upiCode.trim() },
    ...(apiKey === '' ? {} : { apiKey }),
    ...(accept.trim() === '' ? {} : { acceptWeakStorage: accept.trim() }),
  };
}
