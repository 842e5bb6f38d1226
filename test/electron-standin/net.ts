import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { notImplemented, strict } from './strict.ts';

async function readFileUrl(url: string): Promise<Response> {
  try {
    return new Response(new Uint8Array(await readFile(fileURLToPath(url))));
  } catch {
    throw new Error('net::ERR_FILE_NOT_FOUND');
  }
}

/** Electron's `net.fetch`, for files (through archives too) and loopback addresses; nothing else leaves the machine. */
export const net = strict(
  {
    async fetch(input: string | URL | Request, options?: RequestInit): Promise<Response> {
      const url = input instanceof Request ? input.url : String(input);
      const { protocol, hostname } = new URL(url);
      if (protocol === 'file:') return readFileUrl(url);
      const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
      if (!isLoopback || !protocol.startsWith('http')) throw notImplemented(`net.fetch of ${url}`);
      return fetch(input, options);
    },
  },
  'net',
);
