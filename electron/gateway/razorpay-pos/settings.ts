import type { CallOptions } from '../http-call.ts';

/** Who the till is at Razorpay POS, and how calls are made. */
export type RazorpayPosSettings = {
  /** Origin and path, without a trailing slash, as `checkGatewayUrl` returned it. */
  readonly baseUrl: string;
  readonly username: string;
  readonly appKey: string;
  /** The device's serial number and its kind, as in `0821006725|ezetap_android`. */
  readonly deviceId: string;
  /** The bank's MID and TID, which the evidence of an approval must name. */
  readonly merchantId: string;
  readonly terminalId: string;
  readonly call: CallOptions;
};
