import { existsSync } from 'node:fs';
import { join } from 'node:path';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** What the page may load: itself, and nothing else; nobody may put it in a frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the admin page from the folder that it was built into; does nothing where it was not built, and the API works all the same.
 */
export async function addAdminPage(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  await app.register(files, {
    root: folder,
    prefix: '/admin/',
    cacheControl: false,
    setHeaders: (response) => {
      response.header('content-security-policy', POLICY);
    },
  }); // The router takes the last slash away before it looks, so the page's own address needs a route of its own.
  app.get('/admin/', (_request, reply) => reply.sendFile('index.html'));
}
