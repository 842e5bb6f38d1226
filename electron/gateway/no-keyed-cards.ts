import { err, type Result } from '../../shared/domain/result.ts';
import type { Gateway, NotSupported } from './gateway.ts';

function notSupported(call: NotSupported['call']): Promise<Result<never, NotSupported>> {
  return Promise.resolve(err({ code: 'not-supported', call }));
}

/** A provider that takes cards on its terminal alone. Nothing is sent. */
export const noKeyedCards: Pick<Gateway, 'keyedSale' | 'submitOtp' | 'resendOtp'> = {
  keyedSale: () => notSupported('keyed-sale'),
  submitOtp: () => notSupported('otp'),
  resendOtp: () => notSupported('otp'),
};
