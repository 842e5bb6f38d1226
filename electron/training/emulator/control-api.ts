import {
  emulatorDecision,
  emulatorHold,
  emulatorRule,
  emulatorScan,
} from '../../../shared/contract/emulator.ts';
import type { EmulatorControl } from './control.ts';
import { scenarios } from './scenarios/index.ts';

export type ControlReply = { readonly status: number; readonly json: unknown };

const done: ControlReply = { status: 200, json: { ok: true } };
const bad: ControlReply = { status: 400, json: { error: 'invalid-request' } };

function look(control: EmulatorControl, what: string): ControlReply {
  if (what === 'transactions') return { status: 200, json: control.transactions() };
  if (what === 'calls') return { status: 200, json: control.calls() };
  if (what === 'waiting') return { status: 200, json: control.waiting() };
  if (what === 'scenarios') return { status: 200, json: control.scenarios() };
  return { status: 404, json: { error: 'not-found' } };
}

function addRule(control: EmulatorControl, body: unknown): ControlReply {
  const rule = emulatorRule.safeParse(body);
  if (!rule.success || !scenarios.has(rule.data.scenario)) return bad;
  const { scenario, amountPaise, lastFour, attemptId, times } = rule.data;
  control.addRule({
    scenario,
    ...(amountPaise === undefined ? {} : { amountPaise }),
    ...(lastFour === undefined ? {} : { lastFour }),
    ...(attemptId === undefined ? {} : { attemptId }),
    ...(times === undefined ? {} : { times }),
  });
  return done;
}

function setHold(control: EmulatorControl, body: unknown, what: 'hold' | 'release'): ControlReply {
  const parsed = emulatorHold.safeParse(body);
  if (!parsed.success) return bad;
  control[what](parsed.data.operation, parsed.data.point);
  return done;
}

function decide(control: EmulatorControl, body: unknown): ControlReply {
  const parsed = emulatorDecision.safeParse(body);
  if (!parsed.success) return bad;
  const { attemptId, outcome, hostCode } = parsed.data;
  const held = control.decide(attemptId, outcome, hostCode);
  return held === null ? { status: 404, json: { error: 'not-found' } } : { status: 200, json: held };
}

function scan(control: EmulatorControl, body: unknown): ControlReply {
  const parsed = emulatorScan.safeParse(body);
  const held = parsed.success ? control.payUpi(parsed.data.payload) : null;
  return held === null ? bad : { status: 200, json: held };
}

/** Answers one call below /_control; `what` is the rest of its path. */
export function answerControl(
  control: EmulatorControl,
  method: string,
  what: string,
  body: unknown,
): ControlReply {
  if (method === 'GET' && what.startsWith('otp/')) {
    return { status: 200, json: { otp: control.otpOf(what.slice('otp/'.length)) } };
  }
  if (method === 'GET') return look(control, what);
  if (method === 'POST' && what === 'rules') return addRule(control, body);
  if (method === 'POST' && what === 'decide') return decide(control, body);
  if (method === 'POST' && what === 'upi') return scan(control, body);
  if (method === 'POST' && (what === 'hold' || what === 'release')) return setHold(control, body, what);
  if (method === 'POST' && what === 'settle') {
    control.settle();
    return done;
  }
  if (method !== 'DELETE') return { status: 404, json: { error: 'not-found' } };
  if (what === 'rules') control.clearRules();
  if (what === 'hold') control.releaseAll();
  return done;
}
