import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Request } from '../../shared/contract/ipc.ts';
import {
  storedCentralSchema,
  type BaseMapping,
  type StoredCentral,
  type SyncSettings,
} from '../../shared/contract/sync.ts';
import type { Mode } from '../../shared/contract/till.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { checkGatewayUrl, TRAINING_MERCHANT_PREFIX } from '../gateway/index.ts';
import { keepConsent } from '../settings/index.ts';
import { faultError } from '../store/fault-error.ts';
import { insertAudit } from '../store/repositories/audit.ts';
import { findSetting, saveSetting } from '../store/repositories/settings.ts';
import type { Office, SyncDeps } from './ports.ts';

const KEY = 'central';

/** What a base-contract server is told until the owner says otherwise: cash is nearest to a wallet. */
export const firstMapping: BaseMapping = {
  cashMethod: 'wallet',
  splitMethod: 'wallet',
  walkInName: 'Walk-in customer',
  walkInEmail: 'walk-in@example.com',
};

/** The office's server as it is stored, or null. */
export function findCentral({ reader }: Pick<SyncDeps, 'reader'>): StoredCentral | null {
  return findSetting(reader, KEY, storedCentralSchema);
}

/** What the settings page shows. */
export function viewSettings(deps: Pick<SyncDeps, 'reader'>): SyncSettings {
  const stored = findCentral(deps);
  const { url = '', server = 'auto', mapping = firstMapping, sealedToken = '' } = stored ?? {};
  return { url, server, mapping, hasToken: sealedToken !== '' };
}

/**
 * Decides whether a till in this mode may send to an address: a real till wants https and another machine, a training till stays on its own.
 * Returns the address without a slash at the end; `gateway-url-refused` says why not.
 */
export function checkOfficeUrl(mode: Mode, url: string): Result<string, PosError> {
  const merchant = mode === 'training' ? TRAINING_MERCHANT_PREFIX : '';
  const checked = checkGatewayUrl(mode, url.trim(), merchant);
  return checked.ok ? checked : err(posError('gateway-url-refused', { reason: checked.error.code }));
}

function consentTo(deps: SyncDeps, consent: string | undefined): Result<undefined, PosError> {
  const { writer: store, secrets, mode, clock } = deps;
  return keepConsent({ store, secrets, mode, now: clock.now }, consent);
}

async function sealedTokenOf(deps: SyncDeps, token: string | undefined): Promise<Result<string, PosError>> {
  if (token === undefined) {
    const stored = findCentral(deps)?.sealedToken ?? '';
    return stored === '' ? err(posError('sync-not-set-up')) : ok(stored);
  }
  const sealed = await deps.secrets.seal(token.trim());
  return sealed.ok ? ok(Buffer.from(sealed.value).toString('base64')) : err(posError('secrets-unavailable'));
}

/**
 * Saves the office's server, its token sealed, with a manager's leave, and audits it. An empty address forgets server and token. `manager-…`,
 * `gateway-url-refused`, `secrets-unavailable`, `sync-not-set-up` without a token: then nothing was changed. A token is never sent to an address it
 * wasn't saved for.
 */
export async function saveSettings(
  deps: SyncDeps,
  request: Request<'saveSyncSettings'>,
): Promise<Result<undefined, PosError>> {
  const { server, mapping, manager } = request;
  const allowed = await deps.people.authorise('save-office', manager, { kind: 'settings', id: 'office' });
  if (!allowed.ok) return allowed;
  let central: StoredCentral = { url: '', sealedToken: '', server, mapping };
  if (request.url.trim() !== '') {
    const url = checkOfficeUrl(deps.mode, request.url);
    if (!url.ok) return url;
    const moved = findCentral(deps)?.url !== url.value;
    if (moved && request.token === undefined) return err(posError('sync-not-set-up'));
    const consent = consentTo(deps, request.acceptWeakStorage);
    if (!consent.ok) return consent;
    const sealedToken = await sealedTokenOf(deps, request.token);
    if (!sealedToken.ok) return sealedToken;
    central = { url: url.value, sealedToken: sealedToken.value, server, mapping };
  }
  const at = deps.clock.now();
  const written = deps.writer.transaction<undefined, never>(() => {
    saveSetting(deps.writer, KEY, central, at);
    const about = {
      subjectKind: 'settings',
      subjectId: 'save-central',
      detail: JSON.stringify({ url: central.url }),
    };
    insertAudit(deps.writer, { at, personId: allowed.value.personId, action: 'save-central', ...about });
    return ok(undefined);
  });
  return written.ok ? written : err(faultError(written.error));
}

/** Why there is no server to send to: none is set up, or what is set up can't be used. */
export type NoOffice = 'off' | 'url-refused' | 'token-unreadable';

/** The server to send to, its token in the clear. */
export async function officeInUse(deps: SyncDeps): Promise<Result<Office, NoOffice>> {
  if (deps.given !== undefined) {
    const given = checkOfficeUrl(deps.mode, deps.given.url);
    return given.ok ? ok({ ...deps.given, url: given.value }) : err('url-refused');
  }
  const stored = findCentral(deps);
  if (stored === null || stored.url === '') return err('off');
  const url = checkOfficeUrl(deps.mode, stored.url);
  if (!url.ok) return err('url-refused');
  const token = await deps.secrets.unseal(Buffer.from(stored.sealedToken, 'base64'));
  return token.ok ? ok({ url: url.value, token: token.value }) : err('token-unreadable');
}
