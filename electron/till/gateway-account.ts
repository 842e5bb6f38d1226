import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gatewaySpeaksSchema, type Mode } from '../../shared/contract/till.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { checkGatewayUrl } from '../gateway/index.ts';
import type { DataPaths, Environment } from '../platform/paths.ts';
import type { EmulatorControl } from '../training/emulator/index.ts';
import type { GatewayAccount, SettingsStore } from '../settings/index.ts';

/** Where a till charges, and what must be ended with it. */
export type AccountInUse = {
  readonly account: Result<GatewayAccount, PosError>;
  readonly close: () => Promise<void>;
  /** The till's own emulator, where a training till has one. */
  readonly emulator: EmulatorControl | null;
};

const nothingToClose = (): Promise<void> => Promise.resolve();

/** The account that the seed's RUPAY_* variables name, checked against the mode; null when they name none. */
function accountOfEnvironment(mode: Mode, environment: Environment): Result<GatewayAccount, PosError> | null {
  const url = environment['RUPAY_GATEWAY_URL'] ?? '';
  if (url === '') return null;
  const merchantId = environment['RUPAY_MERCHANT_ID'] ?? '';
  const terminalId = environment['RUPAY_TERMINAL_ID'] ?? '';
  const apiKey = environment['RUPAY_API_KEY'] ?? '';
  if (merchantId === '' || terminalId === '' || apiKey === '') return err(posError('gateway-not-set-up'));
  const checked = checkGatewayUrl(mode, url, merchantId);
  if (!checked.ok) return err(posError('gateway-url-refused', { reason: checked.error.code }));
  const speaks = gatewaySpeaksSchema.safeParse(environment['RUPAY_PROTOCOL'] ?? 'auto');
  if (!speaks.success) return err(posError('gateway-not-set-up'));
  return ok({ provider: 'rupay', speaks: speaks.data, url: checked.value, merchantId, terminalId, apiKey });
}

/** Starts the emulator of a training till, loaded only here so that a real till never carries it. */
async function trainingAccount(paths: DataPaths, now: () => number): Promise<AccountInUse> {
  const { startEmulator } = await import('../training/emulator/index.ts');
  const folder = dirname(paths.store.training);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const emulator = await startEmulator({
    port: 0,
    seed: 1,
    now,
    journalFile: join(folder, 'emulator.jsonl'),
  });
  const { url, merchantId, terminalId, apiKey } = emulator;
  return {
    account: ok({ provider: 'rupay', speaks: 'extension', url, merchantId, terminalId, apiKey }),
    close: () => emulator.close(),
    emulator: emulator.control,
  };
}

/**
 * Decides where a till charges: the RUPAY_* variables where they are set, else the emulator for a training till and the settings for a real
 * one. Training and real never mix: the address and the merchant are checked against the mode in every case.
 */
export async function openAccount(
  mode: Mode,
  environment: Environment,
  paths: DataPaths,
  settings: SettingsStore,
  now: () => number,
): Promise<AccountInUse> {
  const named = accountOfEnvironment(mode, environment);
  if (named !== null) return { account: named, close: nothingToClose, emulator: null };
  if (mode === 'training') return trainingAccount(paths, now);
  return { account: await settings.gatewayAccount(), close: nothingToClose, emulator: null };
}
