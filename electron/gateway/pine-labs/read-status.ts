import { pineLabsReply, type PineLabsReply } from '../../../shared/contract/pine-labs.ts';
import { paise, type Paise } from '../../../shared/domain/money.ts';
import { ok, type Result } from '../../../shared/domain/result.ts';
import type { Answer, AttemptRef, GatewayError } from '../gateway.ts';
import { unknownOutcome, weighApproval, type ClaimedApproval } from '../weigh-approval.ts';
import { wordOf } from './read-upload.ts';
import type { PineLabsSettings } from './settings.ts';

type Tags = (name: string) => string | null;

/** The server knows nothing under this reference; both words are in public integrations. */
const notFoundWords: ReadonlySet<string> = new Set(['TRANSACTION NOT FOUND', 'INVALID PLUTUS TXN REF ID']);

function plain(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
}

/** Tags by their letters alone, since spaces and capitals vary. Two tags of one name that disagree count as neither. */
function readTags(reply: PineLabsReply): Tags {
  const tags = new Map<string, string | null>();
  for (const { Tag, Value } of reply.TransactionData) {
    const value = Value?.trim() ?? '';
    if (value === '') continue;
    const name = plain(Tag);
    tags.set(name, tags.has(name) && tags.get(name) !== value ? null : value);
  }
  return (name) => tags.get(name) ?? null;
}

function readPaise(text: string | null): Paise | null {
  return text !== null && /^\d{1,15}$/.test(text) ? paise(Number(text)) : null;
}

function claimOf(ref: AttemptRef, handle: string, tag: Tags): ClaimedApproval {
  const [authCode, rrn, transactionId] = [tag('approvalcode'), tag('rrn'), tag('transactionlogid')];
  return {
    reply: {
      // The reference in the reply was ours to ask by; where our own number is told as well, it must be this attempt's.
      attemptId: tag('transactionnumber') ?? ref.attemptId,
      amountPaise: readPaise(tag('amountinpaisa')),
      // The amount is named in paise; a currency is told by some replies only.
      currency: tag('currencytype') ?? 'INR',
      merchantId: tag('mid'),
      terminalId: tag('tid'),
      authCode,
      rrn,
      transactionId,
    },
    slip: {
      transactionId,
      authCode,
      rrn,
      batch: tag('batchnumber'),
      invoiceNumber: tag('invoicenumber'),
      scheme: tag('cardtype'),
      cardKind: null,
      maskedCard: tag('cardnumber'),
      entryMode: tag('entrymode'),
      aid: null,
      applicationName: null,
      tvr: null,
      tsi: null,
      tc: null,
      hostCode: null,
      hostMessage: null,
    },
    // No public reply tells whether the batch is settled.
    settled: false,
    handle,
  };
}

/** Words that this shop was told are final; evidence of an approval beside them contradicts them. */
function readFinalUnpaid(
  reply: PineLabsReply,
  tag: Tags,
  settings: PineLabsSettings,
): Result<Answer, GatewayError> {
  const word = settings.finalUnpaidWords.find(
    ({ responseCode, responseMessage }) =>
      responseCode === reply.ResponseCode && responseMessage === wordOf(reply),
  );
  if (word === undefined) return unknownOutcome('unexpected-status');
  if (tag('approvalcode') !== null) return unknownOutcome('host-unsure');
  if (word.means === 'cancelled') return ok({ kind: 'cancelled' });
  return ok({ kind: 'declined', hostCode: null, hostMessage: reply.ResponseMessage });
}

/**
 * Reads the answer to GetCloudBasedTxnStatus: 1001 "TXN UPLOADED" is pending, 0 "TXN APPROVED" with all its evidence is paid, a
 * word that the shop was told is final ends it unpaid, and any other pair of code and word leaves the outcome unknown.
 */
export function readStatus(
  json: unknown,
  ref: AttemptRef,
  handle: string,
  settings: PineLabsSettings,
): Result<Answer, GatewayError> {
  const parsed = pineLabsReply.safeParse(json);
  if (!parsed.success) return unknownOutcome('unparseable');
  const reply = parsed.data;
  const told = reply.PlutusTransactionReferenceID;
  const word = wordOf(reply);
  if (told !== null && told !== handle) return unknownOutcome('attempt-mismatch');
  if (reply.ResponseCode > 1 && reply.ResponseCode !== 1001 && notFoundWords.has(word))
    return ok({ kind: 'not-found' });
  if (reply.ResponseCode === 1001 && word === 'TXN UPLOADED') return ok({ kind: 'pending', handle });
  const tag = readTags(reply);
  if (reply.ResponseCode !== 0 || word !== 'TXN APPROVED') return readFinalUnpaid(reply, tag, settings);
  if (told === null) return unknownOutcome('attempt-mismatch');
  // A terminal may also book cash or a wallet; only a card was asked for.
  if ((tag('paymentmode') ?? 'CARD').toUpperCase() !== 'CARD') return unknownOutcome('evidence-missing');
  return weighApproval(ref, settings, claimOf(ref, handle, tag));
}
