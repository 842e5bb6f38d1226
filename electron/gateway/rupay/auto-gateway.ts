import { err, type Result } from '../../../shared/domain/result.ts';
import type { Gateway, GatewayError, NotSupported } from '../gateway.ts';
import { askProtocol, type RupayProtocol } from './ask-protocol.ts';
import { createBaseGateway } from './base-gateway.ts';
import { createExtensionGateway } from './extension-gateway.ts';
import type { RupayDeps, RupaySettings } from './signed-call.ts';

/** What is known of the protocol of an account, kept over restarts by whoever makes the gateway. */
export type ProtocolMemory = {
  /** What the gateway has said of itself, or null. */
  readonly known: () => RupayProtocol | null;
  readonly learned: (protocol: RupayProtocol) => void;
};

/** No answer about the protocol: nothing of the call itself was sent, so that another try is safe. */
function notAsked(error: GatewayError): Result<never, GatewayError> {
  return err(error.code === 'not-sent' ? error : { code: 'not-sent', reason: 'unreachable' });
}

/**
 * A gateway that is asked what it speaks before the first call that needs to know. Once it has signed an answer it is never taken for one
 * that does not sign.
 */
export function createAutoGateway(settings: RupaySettings, deps: RupayDeps, memory: ProtocolMemory): Gateway {
  const speakers: Readonly<Record<RupayProtocol, Gateway>> = {
    base: createBaseGateway(settings, deps),
    extension: createExtensionGateway(settings, deps),
  };
  const known = (): Gateway => speakers[memory.known() ?? 'extension'];
  let asking: Promise<Result<RupayProtocol, GatewayError>> | null = null;
  const ask = (): Promise<Result<RupayProtocol, GatewayError>> => {
    asking ??= askProtocol(settings, deps).finally(() => {
      asking = null;
    });
    return asking;
  };
  /** The speaker to call; asks first where nothing is known. */
  const speaker = async (): Promise<Result<Gateway, GatewayError>> => {
    if (memory.known() !== null) return { ok: true, value: known() };
    const answer = await ask();
    if (!answer.ok) return notAsked(answer.error);
    memory.learned(answer.value);
    return { ok: true, value: speakers[answer.value] };
  };
  const through = async <T>(
    call: (gateway: Gateway) => Promise<Result<T, GatewayError | NotSupported>>,
  ): Promise<Result<T, GatewayError | NotSupported>> => {
    const gateway = await speaker();
    return gateway.ok ? call(gateway.value) : gateway;
  };
  const { merchantId, terminalId } = settings;
  return {
    merchantId,
    terminalId,
    get promises() {
      return known().promises;
    },
    async sale(request, signal) {
      const gateway = await speaker();
      return gateway.ok ? gateway.value.sale(request, signal) : gateway;
    },
    async keyedSale(request, signal) {
      const gateway = await speaker();
      if (gateway.ok) return gateway.value.keyedSale(request, signal);
      request.card.forget();
      return gateway;
    },
    submitOtp: (ref, signal) => through((gateway) => gateway.submitOtp(ref, signal)),
    resendOtp: (ref, signal) => through((gateway) => gateway.resendOtp(ref, signal)),
    async status(ref, signal) {
      const gateway = await speaker();
      return gateway.ok ? gateway.value.status(ref, signal) : gateway;
    },
    async cancel(ref, signal) {
      const gateway = await speaker();
      return gateway.ok ? gateway.value.cancel(ref, signal) : gateway;
    },
    void: (ref, signal) => through((gateway) => gateway.void(ref, signal)),
    refund: (ref, signal) => through((gateway) => gateway.refund(ref, signal)),
    listDay: (date, signal) => through((gateway) => gateway.listDay(date, signal)),
    health: (signal) => through((gateway) => gateway.health(signal)),
  };
}
