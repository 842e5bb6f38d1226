import { posError, type PosError } from '../../shared/contract/errors.ts';
import { assertNever } from '../../shared/domain/result.ts';
import type { StoreFault } from './faults.ts';

/** A fault of the disk in the contract's words. */
export function faultError(fault: StoreFault): PosError {
  switch (fault.code) {
    case 'disk-full':
      return posError('disk-full');
    case 'locked':
      return posError('store-busy');
    case 'moved':
      return posError('store-moved');
    case 'read-only':
      return posError('store-read-only');
    case 'io-error':
    case 'corrupt':
      return posError('store-unavailable', { detail: fault.code });
    default:
      return assertNever(fault.code);
  }
}
