import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = join(import.meta.dirname, '..', '..', '..');

/** The renderer in a plain browser, with a till that only pretends: for looking at screens while they are drawn. Nothing of it ships. */
export default defineConfig({
  root: join(root, 'renderer'),
  plugins: [
    react(),
    {
      name: 'pretend-till',
      transformIndexHtml: {
        order: 'pre',
        handler: (html) =>
          html.replace(
            '<script type="module"',
            `<script type="module" src="/@fs${join(import.meta.dirname, 'pretend-till.ts')}"></script><script type="module"`,
          ),
      },
    },
  ],
  build: {
    rolldownOptions: {
      input: ['index', 'receipt', 'review'].map((page) => join(root, 'renderer', `${page}.html`)),
    },
  },
  server: { fs: { allow: [root] } },
});
