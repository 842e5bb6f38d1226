/** The RuPay gateway that a real till may use: the emulator behind https, under an address of this machine that is not loopback, with a merchant that is not for training. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { startEmulator, type EmulatorControl } from '../../electron/training/emulator/index.ts';
import { makeCertificate } from './certificate.ts';

export type RealGateway = {
  readonly url: string;
  readonly merchantId: string;
  readonly terminalId: string;
  readonly apiKey: string;
  /** What a till's environment must say so that it trusts the certificate. */
  readonly environment: Readonly<Record<string, string>>;
  readonly control: EmulatorControl;
  readonly stop: () => Promise<void>;
};

const DAY_MS = 86_400_000;

/** This machine under a name of its own: what is sent there never leaves it. */
function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? hostname();
}

/** Starts it; the certificate is written into `folder`. */
export async function startRealGateway(folder: string): Promise<RealGateway> {
  const account = { merchantId: 'SHOP-1', terminalId: 'T-0001', apiKey: randomUUID() };
  const emulator = await startEmulator({ ...account, port: 0, seed: 1, now: Date.now, approveAfterMs: 50 });
  const host = ownAddress();
  const { key, cert } = makeCertificate(host, Date.now() - DAY_MS, Date.now() + DAY_MS);
  const certificateFile = join(folder, 'gateway.pem');
  writeFileSync(certificateFile, cert);
  const port = Number(new URL(emulator.url).port);
  const server = createServer({ key, cert }, (socket) => {
    const behind = connect(port, '127.0.0.1');
    socket.pipe(behind).pipe(socket);
    for (const end of [socket, behind]) {
      end.on('error', () => {
        socket.destroy();
        behind.destroy();
      });
    }
  });
  server.listen(0);
  await once(server, 'listening');
  const listening = server.address();
  const at = typeof listening === 'object' && listening !== null ? listening.port : 0;
  return {
    ...account,
    url: `https://${host}:${at}`,
    environment: { NODE_EXTRA_CA_CERTS: certificateFile },
    control: emulator.control,
    stop: async () => {
      server.close();
      await emulator.close();
    },
  };
}
