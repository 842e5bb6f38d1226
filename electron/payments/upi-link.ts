import type { UpiPayee } from '../../shared/contract/till.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import type { Paise } from '../../shared/domain/money.ts';
import type { Result } from '../../shared/domain/result.ts';
import { buildUpiUri, upiReference, type UpiError } from '../../shared/domain/upi-qr.ts';

/** The link behind the QR of an attempt, made offline: the same for the same attempt, so that it needn't be stored. Err: the payee is not one that UPI takes. */
export function upiLinkFor(
  payee: UpiPayee,
  attempt: { readonly attemptId: AttemptId; readonly amountPaise: Paise },
): Result<string, UpiError> {
  const { payeeAddress, payeeName, merchantCode } = payee;
  const reference = upiReference(attempt.attemptId);
  const { amountPaise } = attempt;
  return buildUpiUri({
    payeeAddress,
    payeeName,
    merchantCode,
    terminalId: null,
    reference,
    note: payeeName,
    amountPaise,
  });
}
