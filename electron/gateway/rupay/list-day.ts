import { dayReply, gatewayPaths } from '../../../shared/contract/gateway.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { DayEntry, GatewayError } from '../gateway.ts';
import { readRefusal } from './read-refusal.ts';
import type { SignedReply, SignedRequest } from './signed-call.ts';

/** No shop takes more in a day: 500 pages of 500. A list that goes on is a fault of the gateway. */
const MAX_PAGES = 500;

/** Reads the gateway's list of a day, page after page; all of it or an error, never a part. */
export async function listWholeDay(
  call: (request: SignedRequest, signal?: AbortSignal) => Promise<Result<SignedReply, GatewayError>>,
  date: string,
  merchantId: string,
  signal?: AbortSignal,
): Promise<Result<readonly DayEntry[], GatewayError>> {
  const entries: DayEntry[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const request: SignedRequest = {
      method: 'GET',
      path: gatewayPaths.day(date, cursor),
      attemptId: '',
      idempotencyKey: '',
      body: null,
    };
    const reply: Result<SignedReply, GatewayError> = await call(request, signal);
    if (!reply.ok) return reply;
    if (reply.value.kind === 'refusal') {
      const refusal = readRefusal(reply.value.code);
      return refusal.ok ? err({ code: 'invalid-request', detail: reply.value.code }) : refusal;
    }
    const parsed = dayReply.safeParse(reply.value.json);
    if (!parsed.success || parsed.data.date !== date)
      return err({ code: 'unknown-outcome', reason: 'unparseable' });
    if (parsed.data.merchantId !== merchantId)
      return err({ code: 'unknown-outcome', reason: 'merchant-mismatch' });
    for (const row of parsed.data.transactions) {
      entries.push({
        attemptId: row.attemptId,
        amountPaise: row.amountPaise,
        refundedPaise: row.refundedPaise,
        status: row.status,
        terminalId: row.terminalId,
        rrn: row.slip?.rrn ?? null,
        authCode: row.slip?.authCode ?? null,
        atMs: row.at,
      });
    }
    cursor = parsed.data.nextCursor;
    if (cursor === null) return ok(entries);
  }
  return err({ code: 'unknown-outcome', reason: 'too-large' });
}
