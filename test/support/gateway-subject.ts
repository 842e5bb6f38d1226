import {
  createPineLabsGateway,
  createRazorpayPosGateway,
  type CallOptions,
  type Gateway,
  type GatewayPromises,
} from '../../electron/gateway/index.ts';
import { CardSecret } from '../../shared/domain/card-secret.ts';
import { err } from '../../shared/domain/result.ts';
import type { EmulatorControl } from '../../electron/training/emulator/index.ts';
import {
  createHandClock,
  gatewayFor,
  startLoopbackGateway,
  testTimeouts,
  type HandClock,
} from './loopback-gateway.ts';
import { emulatorWords, pineLabsDialect } from './provider-emulator/pine-labs-dialect.ts';
import { razorpayPosDialect } from './provider-emulator/razorpay-pos-dialect.ts';
import { startProvider } from './provider-emulator/start-provider.ts';

/** An adapter in front of its own emulator. */
export type RunningSubject = {
  readonly gateway: Gateway;
  readonly clock: HandClock;
  readonly control: EmulatorControl;
  /** The same adapter for the same account, pointed somewhere else. */
  at(baseUrl: string, call?: Partial<CallOptions>): Gateway;
  close(): Promise<void>;
};

/** One adapter as the conformance suite takes it. */
export type Subject = {
  readonly name: string;
  readonly start: () => Promise<RunningSubject>;
  /** Written here once more, so that a promise is not lost unseen. */
  readonly promises: GatewayPromises;
  /** What the start answers when the provider refuses it, by the scenario's name. */
  readonly refusals: Readonly<Record<string, string>>;
  /** What a status says of a decline with host code 51. */
  readonly declined: { readonly hostCode: string | null; readonly hostMessage: string | null };
  /** Scenarios of wrong replies that this provider's words can't carry, so that its answer stays right. */
  readonly cannotCarry: readonly string[];
};

const account = { merchantId: 'TRAINING-MID-1', terminalId: 'TRAINING-TID-1' };

async function startRupay(): Promise<RunningSubject> {
  const { emulator, gateway, clock } = await startLoopbackGateway();
  return {
    gateway,
    clock,
    control: emulator.control,
    at: (url, call) => gatewayFor({ ...emulator, url }, clock.now, call),
    close: () => emulator.close(),
  };
}

async function startPineLabs(): Promise<RunningSubject> {
  const clock = createHandClock();
  const names = { MerchantID: '4711', SecurityToken: 'training-token', StoreID: '61607', ClientID: '318462' };
  const dialect = pineLabsDialect(names);
  const provider = await startProvider({ ...account, dialect, now: clock.now });
  const at = (baseUrl: string, call: Partial<CallOptions> = {}): Gateway =>
    createPineLabsGateway({
      ...account,
      baseUrl,
      pineMerchantId: names.MerchantID,
      securityToken: names.SecurityToken,
      storeId: names.StoreID,
      clientId: names.ClientID,
      autoCancelMinutes: 2,
      finalUnpaidWords: [
        { responseCode: 1, responseMessage: emulatorWords.declined, means: 'declined' },
        { responseCode: 1, responseMessage: emulatorWords.cancelled, means: 'cancelled' },
      ],
      call: { timeouts: testTimeouts, ...call },
    });
  const close = (): Promise<void> => provider.close();
  return { gateway: at(provider.url), clock, control: provider.control, at, close };
}

async function startRazorpayPos(): Promise<RunningSubject> {
  const clock = createHandClock();
  const names = {
    username: '9000090000',
    appKey: 'training-app-key',
    deviceId: '0821006725|ezetap_android',
  };
  const provider = await startProvider({ ...account, dialect: razorpayPosDialect(names), now: clock.now });
  const at = (baseUrl: string, call: Partial<CallOptions> = {}): Gateway =>
    createRazorpayPosGateway({ ...account, ...names, baseUrl, call: { timeouts: testTimeouts, ...call } });
  const close = (): Promise<void> => provider.close();
  return { gateway: at(provider.url), clock, control: provider.control, at, close };
}

/** Our own protocol: every promise there is. */
export const rupaySubject: Subject = {
  name: 'rupay',
  start: startRupay,
  promises: {
    statusKey: 'attempt-id',
    terminal: true,
    keyed: 'otp',
    cancel: 'answers',
    void: true,
    refund: 'part',
    listDay: true,
    health: true,
  },
  refusals: {
    'terminal-busy': 'not-sent: terminal-busy',
    'terminal-offline': 'not-sent: terminal-offline',
    'invalid-request': 'invalid-request: invalid-request',
    unauthorised: 'auth-failure: unauthorised',
    forbidden: 'auth-failure: forbidden',
    'in-flight': 'duplicate: in-flight',
  },
  declined: { hostCode: '51', hostMessage: 'DECLINED' },
  cannotCarry: ['full-card-echoed'],
};

/** A card that training customers type in. */
export const typedCard = { number: '6527658900001005', expiry: '1230', cvv: '737' } as const;

/** A gateway whose every sale is a card that was typed in: the base protocol knows no other. */
function typing(gateway: Gateway): Gateway {
  return {
    ...gateway,
    async sale(request, signal) {
      const result = await gateway.keyedSale({ ...request, card: new CardSecret(typedCard) }, signal);
      if (result.ok) return result;
      const { error } = result;
      if (error.code === 'not-supported') throw new Error('the base protocol takes typed cards');
      return err(error);
    },
  };
}

async function startBase(): Promise<RunningSubject> {
  const { emulator, clock } = await startLoopbackGateway({ baseOnly: true });
  const at = (url: string, call: Partial<CallOptions> = {}): Gateway =>
    typing(gatewayFor({ ...emulator, url }, clock.now, call, 'base'));
  return { gateway: at(emulator.url), clock, control: emulator.control, at, close: () => emulator.close() };
}

/** The seed's base protocol: typed cards, a status by the gateway's own name, and no way back. */
export const baseSubject: Subject = {
  name: 'rupay, base protocol only',
  start: startBase,
  promises: {
    statusKey: 'handle',
    terminal: false,
    keyed: 'plain',
    cancel: 'none',
    void: false,
    refund: 'none',
    listDay: false,
    health: false,
  },
  refusals: {
    'terminal-busy': 'unknown-outcome: unexpected-status',
    'terminal-offline': 'unknown-outcome: unexpected-status',
    'invalid-request': 'declined',
    unauthorised: 'auth-failure: status 401',
    forbidden: 'auth-failure: status 403',
    'in-flight': 'unknown-outcome: unexpected-status',
  },
  declined: { hostCode: null, hostMessage: null },
  // Nothing is signed, and the transaction's own name stands for a missing RRN.
  cannotCarry: [
    'full-card-echoed',
    'approved-with-decline-code',
    'bad-signature',
    'clock-skew',
    'missing-rrn',
  ],
};

/** Statuses by the server's handle; voids and refunds are made on the terminal. */
export const pineLabsSubject: Subject = {
  name: 'pine-labs',
  start: startPineLabs,
  promises: {
    statusKey: 'handle',
    terminal: true,
    keyed: 'none',
    cancel: 'asks',
    void: false,
    refund: 'none',
    listDay: false,
    health: false,
  },
  refusals: {
    'terminal-busy': 'not-sent: terminal-busy',
    // Their words for a terminal out of reach are not public.
    'terminal-offline': 'unknown-outcome: unexpected-status',
    'invalid-request': 'invalid-request: invalid input',
    unauthorised: 'auth-failure: invalid merchant',
    forbidden: 'auth-failure: invalid store',
    'in-flight': 'unknown-outcome: unexpected-status',
  },
  declined: { hostCode: null, hostMessage: emulatorWords.declined },
  cannotCarry: ['full-card-echoed', 'approved-with-decline-code', 'bad-signature', 'clock-skew'],
};

/** Statuses by the server's handle; void before settlement, whole refund after it. */
export const razorpayPosSubject: Subject = {
  name: 'razorpay-pos',
  start: startRazorpayPos,
  promises: {
    statusKey: 'handle',
    terminal: true,
    keyed: 'none',
    cancel: 'asks',
    void: true,
    refund: 'whole',
    listDay: false,
    health: false,
  },
  refusals: {
    'terminal-busy': 'not-sent: terminal-busy',
    'terminal-offline': 'not-sent: terminal-offline',
    'invalid-request': 'invalid-request: amount unsupported',
    // Their code for a wrong key is not public.
    unauthorised: 'unknown-outcome: unexpected-status',
    forbidden: 'auth-failure: device of another organisation',
    'in-flight': 'unknown-outcome: unexpected-status',
  },
  declined: { hostCode: null, hostMessage: 'Card declined' },
  cannotCarry: ['full-card-echoed', 'approved-with-decline-code', 'bad-signature', 'clock-skew'],
};
