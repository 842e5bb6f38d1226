import type { Gateway } from '../gateway.ts';
import { createAutoGateway, type ProtocolMemory } from './auto-gateway.ts';
import { createBaseGateway } from './base-gateway.ts';
import { createExtensionGateway } from './extension-gateway.ts';
import type { RupayDeps, RupaySettings } from './signed-call.ts';

/**
 * The adapter for the seed's gateways (docs/gateway-protocol.md). `speaks` says what this one does: our extension, the base protocol alone, or
 * `auto`, and then it is asked.
 */
export function createRupayGateway(
  settings: RupaySettings,
  deps: RupayDeps,
  speaks: 'extension' | 'base' | { readonly auto: ProtocolMemory } = 'extension',
): Gateway {
  if (speaks === 'extension') return createExtensionGateway(settings, deps);
  return speaks === 'base'
    ? createBaseGateway(settings, deps)
    : createAutoGateway(settings, deps, speaks.auto);
}
