import {
  centralPaths,
  creditNoteIssuedPayload,
  orderCompletedPayload,
  tillEventsReply,
  type TillEventsReply,
} from '../../shared/contract/central-api.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { LastDocument, LostBill } from '../../shared/contract/till-origin.ts';
import { paise } from '../../shared/domain/money.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { openLine, type Line } from './line.ts';
import { recall } from './memory.ts';
import { parsedJson } from './parsed-json.ts';
import type { Office, SyncDeps } from './ports.ts';
import { officeInUse } from './sync-settings.ts';

/** What the office holds of this till. */
export type Holdings = {
  readonly lastDocuments: readonly LastDocument[];
  readonly bills: readonly LostBill[];
};

const PAGE = 500;
const TRIES_OF_A_PAGE = 4;

/** The series of a number such as A1/2627/000123 or A1C-B/2627/000001, and its place in it. */
function placeOf(number: string): { readonly series: string; readonly document: LastDocument } | null {
  const match = /^(T?[A-Z0-9]{2}(C)?(?:-([A-SU-Z]))?)\/(\d{4})\/\d+$/.exec(number);
  if (match === null) return null;
  const [, prefix = '', credit, letter = 'A', financialYear = ''] = match;
  const kind = credit === undefined ? 'invoice' : 'credit-note';
  return { series: `${prefix}/${financialYear}`, document: { kind, financialYear, letter, number } };
}

/** Gathers, page by page, the last number of each series and the bills since an instant. */
class Gatherer {
  private readonly last = new Map<string, LastDocument>();
  private readonly bills = new Map<string, LostBill>();
  private readonly tillCode: string;
  private readonly fromMs: number;

  constructor(tillCode: string, fromMs: number) {
    this.tillCode = tillCode;
    this.fromMs = fromMs;
  }

  take({ events }: TillEventsReply): void {
    for (const { kind, payload } of events) {
      if (kind === 'order-completed') this.takeOrder(payload);
      if (kind === 'credit-note-issued') this.takeCreditNote(payload);
    }
  }

  holdings(): Holdings {
    return { lastDocuments: [...this.last.values()], bills: [...this.bills.values()] };
  }

  private takeOrder(payload: unknown): void {
    const sale = orderCompletedPayload.safeParse(payload);
    if (!sale.success || sale.data.order.tillCode !== this.tillCode) return;
    const { orderId, invoiceNumber: number, totalPaise, paidAt: at } = sale.data.order;
    this.takeNumber(number);
    if (at >= this.fromMs) this.bills.set(orderId, { orderId, number, totalPaise: paise(totalPaise), at });
  }

  private takeCreditNote(payload: unknown): void {
    const note = creditNoteIssuedPayload.safeParse(payload);
    if (note.success) this.takeNumber(note.data.creditNote.creditNoteNumber);
  }

  /** The numbers of a series are of one length, so that the greatest text is the last number. */
  private takeNumber(number: string): void {
    const place = placeOf(number);
    if (place === null) return;
    const known = this.last.get(place.series)?.number ?? '';
    if (number > known) this.last.set(place.series, place.document);
  }
}

async function pageAt(line: Line, office: Office, after: string | null): Promise<TillEventsReply | null> {
  const prefix = new URL(office.url).pathname.replace(/\/$/, '');
  const headers = { authorization: `Token ${office.token}`, accept: 'application/json' };
  const path = `${prefix}${centralPaths.tillEvents(after, PAGE)}`;
  for (let tries = 0; tries < TRIES_OF_A_PAGE; tries += 1) {
    const reply = await line.call({ method: 'GET', path, headers, body: null });
    const page = reply.ok && reply.value.status === 200 ? parsedJson(reply.value.body) : undefined;
    const parsed = tillEventsReply.safeParse(page);
    if (parsed.success) return parsed.data;
  }
  return null;
}

/**
 * Reads back what this till ever told the office: the last number of every series of a till code, and the bills since an instant. Asked when a till was restored, so that no
 * number is used twice and no bill is forgotten. Null where no office is set up, or one that keeps no such thing; an error when it can't be reached.
 */
export async function readHoldings(
  deps: SyncDeps,
  tillCode: string,
  fromMs: number,
): Promise<Result<Holdings, PosError> | null> {
  const office = await officeInUse(deps);
  if (!office.ok) return office.error === 'off' ? null : err(posError('sync-not-set-up'));
  if (recall(deps.reader, office.value.url).kind === 'base') return null;
  const { origin } = new URL(office.value.url);
  const ca = deps.ca === undefined ? {} : { ca: deps.ca };
  const line = openLine({ origin, keepAlive: true, timeouts: deps.timeouts, ...ca });
  try {
    const gatherer = new Gatherer(tillCode, fromMs);
    for (let after: string | null = null; ;) {
      const page: TillEventsReply | null = await pageAt(line, office.value, after);
      if (page === null) return err(posError('sync-unreachable'));
      gatherer.take(page);
      if (page.next === null) return ok(gatherer.holdings());
      after = page.next;
    }
  } finally {
    await line.close();
  }
}
