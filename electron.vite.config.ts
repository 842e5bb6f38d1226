import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;

/** The port of Vite's server, where `npm run dev` has picked one. */
const devPort = process.env['GALLA_DEV_PORT'];

/** Each HTML file of renderer/ is a page: the counter's window, and what is printed. */
function pages(): Record<string, string> {
  const folder = join(root, 'renderer');
  const files = readdirSync(folder).filter((name) => name.endsWith('.html'));
  return Object.fromEntries(files.map((name) => [basename(name, '.html'), join(folder, name)]));
}

/** Each file of electron/workers is the entry of a worker thread of its own: `workers/<name>.js` beside the main bundle. */
function workerEntries(): Record<string, string> {
  const folder = join(root, 'electron', 'workers');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return Object.fromEntries(files.map((name) => [`workers/${basename(name, '.ts')}`, join(folder, name)]));
}

/**
 * fflate keeps Node's require in a constant of that name, and electron-vite puts one of the same name into each chunk that seems to need it: a
 * chunk with both is no program. Under another name both may stand.
 */
function renamedRequireOfFflate(): Plugin {
  const theirs = "var require = createRequire('/');";
  return {
    name: 'galla:renamed-require-of-fflate',
    enforce: 'pre',
    transform(code, id) {
      if (!/[\\/]fflate[\\/]/.test(id) || !code.includes(theirs)) return null;
      const renamed = code
        .replace(theirs, "var nodeRequire = createRequire('/');")
        .replace("_a = require('worker_threads')", "_a = nodeRequire('worker_threads')");
      return { code: renamed, map: null };
    },
  };
}

const BUILTIN_IMPORT = /\bimport\s*(?:(\w+)|\*\s*as\s+(\w+)|\{([^}]*)\})\s*from\s*["'](node:[\w/]+)["'];?/g;

/**
 * Node makes a module of each of its own that is imported, and to fill it reads every export, which loads what nobody asked for: node:fs its streams, node:crypto
 * all of its algorithms. Asked for by name they load only themselves.
 */
function builtinsByName(): Plugin {
  return {
    name: 'galla:builtins-by-name',
    renderChunk(code) {
      const plain = code.replace(
        BUILTIN_IMPORT,
        (_, whole?: string, all?: string, names?: string, id?: string) => {
          const picked = names?.replace(/\s+as\s+/g, ':');
          return `const ${picked === undefined ? (whole ?? all ?? '') : `{${picked}}`}=process.getBuiltinModule("${id ?? ''}");`;
        },
      );
      return { code: plain, map: null };
    },
  };
}

export default defineConfig({
  main: {
    plugins: [renamedRequireOfFflate(), builtinsByName()],
    build: {
      outDir: 'out/main',
      // In development a rebuild must not take away the chunks that the running app has yet to load.
      emptyOutDir: devPort === undefined,
      // Everything is bundled but the database, which is native: the archive then holds no node_modules but that.
      externalizeDeps: false,
      minify: 'oxc',
      sourcemap: false,
      rolldownOptions: {
        external: ['electron', 'better-sqlite3', /^node:/],
        input: { main: join(root, 'electron', 'main.ts'), ...workerEntries() },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      minify: 'oxc',
      sourcemap: false,
      rolldownOptions: {
        input: { preload: join(root, 'electron', 'preload.ts') },
        // A sandboxed preload must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    // Live reload: the window's own address is no web server's, so Vite's socket must be told where its server is.
    server: {
      port: Number(devPort ?? 5173),
      strictPort: true,
      hmr: { protocol: 'ws', host: 'localhost', clientPort: Number(devPort ?? 5173) },
    },
    build: {
      outDir: join(root, 'out', 'renderer'),
      emptyOutDir: true,
      sourcemap: false,
      // The window's policy allows no data: in scripts or fonts, and files load from disk in no time.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: pages(),
        // One chunk for what changes seldom and all pages share, so that its compiled code is kept from release to release.
        output: { codeSplitting: { groups: [{ name: 'libraries', test: /node_modules/ }] } },
      },
    },
  },
});
