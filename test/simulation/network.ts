import type { GatewayError, NotSupported } from '../../electron/gateway/index.ts';
import type { callOnce, HttpReply, HttpRequest } from '../../electron/gateway/http-call.ts';
import type { Reply } from '../../electron/training/emulator/operations.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Random } from '../support/seeded-random.ts';
import type { Change, GatewaySide } from './gateway-side.ts';
import { count } from './tally.ts';
import { strikes, type World } from './world.ts';

export type Transport = typeof callOnce;
type Outcome = Result<HttpReply, Exclude<GatewayError, NotSupported>>;

/** What becomes of one call on its way. Times in milliseconds. */
type Fate = {
  readonly name: string;
  /** When the request arrives, once or more; never when empty. */
  readonly arrivals: readonly number[];
  /** What the till is told instead of the reply, and when; null leaves the reply. */
  readonly instead: { readonly afterMs: number; readonly outcome: Outcome } | null;
  readonly change?: Change;
  /** The reply that comes is the one to an earlier request. */
  readonly stale?: boolean;
};

const TIMEOUT_MS = 20_000;

const notSent = (reason: Extract<GatewayError, { code: 'not-sent' }>['reason']): Outcome =>
  err({ code: 'not-sent', reason });
const unknown = (reason: Extract<GatewayError, { code: 'unknown-outcome' }>['reason']): Outcome =>
  err({ code: 'unknown-outcome', reason });
const timedOut = { afterMs: TIMEOUT_MS, outcome: unknown('headers-timeout') };
const page = (status: number, body: string): Outcome => ok({ status, headers: {}, body });

const withJson =
  (change: Readonly<Record<string, unknown>>): Change =>
  (reply) => ({ status: reply.status, json: { ...reply.json, ...change } });

function withSlip(change: Readonly<Record<string, unknown>>): Change {
  return (reply) => {
    const { slip } = reply.json;
    if (typeof slip !== 'object' || slip === null) return reply;
    return { status: reply.status, json: { ...reply.json, slip: { ...slip, ...change } } };
  };
}

function otherAmount(reply: Reply): Reply {
  const { amountPaise } = reply.json;
  if (typeof amountPaise !== 'number') return reply;
  return { status: reply.status, json: { ...reply.json, amountPaise: amountPaise + 100_00 } };
}

/** Replies of a gateway that mixes things up: somebody else's payment, or an approval that proves nothing. */
const wrongReplies: readonly (readonly [string, Change])[] = [
  ['reply of another attempt', withJson({ attemptId: '01900000-0000-7000-8000-000000000000' })],
  ['reply of another terminal', withJson({ terminalId: 'T9' })],
  ['reply of another merchant', withJson({ merchantId: 'SOMEBODY' })],
  ['reply in another currency', withJson({ currency: 'USD' })],
  ['reply with another amount', otherAmount],
  ['reply with an unknown status', withJson({ status: 'BANANA' })],
  ['approval without a slip', withJson({ status: 'APPROVED', slip: null })],
  ['approval without an auth code', withSlip({ authCode: null })],
  ['approval without an RRN', withSlip({ rrn: null })],
];

const garbage: readonly (readonly [string, Outcome])[] = [
  ['reply cut short', page(200, '{"attemptId":"01')],
  ['a web page with status 200', page(200, '<html>Welcome</html>')],
  ['an empty reply', page(200, '')],
  ['status 500 after the work', page(500, 'out of order')],
  ['status 504 after the work', page(504, 'out of order')],
  ['a redirect', page(302, '')],
  ['a reply that nobody signed', page(200, '{"status":"APPROVED"}')],
  ['connection reset before the reply', unknown('reset')],
];

const lineFaults = ['dns', 'refused', 'connect-timeout', 'tls', 'unreachable'] as const;

function flight(random: Random): number {
  return 20 + random.below(300);
}

/** Draws what goes wrong with a call. */
function badFate(random: Random): Fate {
  const soon = flight(random);
  switch (random.below(10)) {
    case 0: {
      const reason = random.pick(lineFaults);
      const afterMs = reason === 'connect-timeout' ? 5000 : 30;
      return { name: `not sent: ${reason}`, arrivals: [], instead: { afterMs, outcome: notSent(reason) } };
    }
    case 1:
      return { name: 'request lost', arrivals: [], instead: timedOut };
    case 2:
      return { name: 'request late', arrivals: [TIMEOUT_MS + random.below(120_000)], instead: timedOut };
    case 3:
      return {
        name: 'request after the window',
        arrivals: [150_000 + random.below(140_000)],
        instead: timedOut,
      };
    case 4:
      return { name: 'request slow', arrivals: [1000 + random.below(17_000)], instead: null };
    case 5:
      return { name: 'reply lost', arrivals: [soon], instead: timedOut };
    case 6:
      return { name: 'request doubled', arrivals: [soon, random.below(5000)], instead: null };
    case 7: {
      const [name, outcome] = random.pick(garbage);
      return { name, arrivals: [soon], instead: { afterMs: soon + 50, outcome } };
    }
    case 8: {
      const [name, change] = random.pick(wrongReplies);
      return { name, arrivals: [soon], instead: null, change };
    }
    default:
      return { name: 'reply to an earlier request', arrivals: [soon], instead: null, stale: true };
  }
}

/** The process at one end of the line; a dead one hears nothing any more. */
export type Caller = {
  readonly name: string;
  readonly terminalId: string;
  readonly isAlive: () => boolean;
  /** Kills it between this request and whatever it does next. */
  readonly kill: (why: string) => void;
};

/** A line from a till to the gateway on which anything may be lost, late, doubled, reordered, or changed. */
export function createLine(world: World, gateway: () => GatewaySide, caller: Caller): Transport {
  const { random, scheduler, tally, note } = world;
  let earlier: HttpReply | null = null;
  let earlierRefusal: HttpReply | null = null;
  const what = ({ method, path }: HttpRequest): string => `${caller.name} ${method} ${path}`;
  return (request, _options, signal) =>
    new Promise((resolve) => {
      if (!caller.isAlive()) return;
      const fate: Fate = random.chance(world.weather.callFault)
        ? badFate(random)
        : { name: '', arrivals: [flight(random)], instead: null };
      if (fate.name !== '') count(tally.faults, fate.name);
      note(`${what(request)}${fate.name === '' ? '' : ` (${fate.name})`}`);
      let answered = false;
      const tell = (outcome: Outcome): void => {
        if (answered || !caller.isAlive()) return;
        answered = true;
        note(
          `${what(request)} → ${outcome.ok ? `${outcome.value.status} ${shown(outcome.value.body)}` : JSON.stringify(outcome.error)}`,
        );
        resolve(outcome);
      };
      signal?.addEventListener('abort', () => tell(unknown('aborted')), { once: true });
      for (const arrival of fate.arrivals) {
        scheduler.after(arrival, () => {
          const reply = gateway().answer(request, caller.terminalId, fate.change);
          const old = random.chance(0.5) ? (earlierRefusal ?? earlier) : earlier;
          const heard = fate.stale === true && old !== null ? old : reply;
          earlier = reply;
          if (reply.status === 401) earlierRefusal = reply;
          if (fate.instead === null) scheduler.after(flight(random), () => tell(ok(heard)));
        });
      }
      const { instead } = fate;
      if (instead !== null) scheduler.after(instead.afterMs, () => tell(instead.outcome));
      // A reply that never comes ends in the time-out of the call.
      else scheduler.after(TIMEOUT_MS, () => tell(unknown('headers-timeout')));
      if (strikes(world, 'crashOnSend', 'killed with a request just out'))
        caller.kill(`sent ${request.path}`);
    });
}

/** The words of a reply that a trace needs. */
function shown(body: string): string {
  const status = /"(?:status|result|error)":"([^"]*)"/.exec(body)?.[1];
  const amount = /"amountPaise":(\d+)/.exec(body)?.[1];
  return `${status ?? body.slice(0, 30)}${amount === undefined ? '' : ` ${amount}`}`;
}
