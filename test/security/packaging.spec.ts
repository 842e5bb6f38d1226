import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '../support/galla-app.ts';
import { runElectronBuilder, type PackagedApp } from '../support/package-app.ts';

/** Everything that may be in the archive; a file that fits none of these does not belong there. */
const belongs = [
  /^package\.json$/,
  /^out\/main\/(main|chunks\/[\w.-]+|workers\/[\w-]+)\.js$/,
  /^out\/preload\/preload\.cjs$/,
  /^out\/renderer\/[\w-]+\.html$/,
  /^out\/renderer\/(assets|fonts)\/[\w.-]+\.(js|css|svg|png|woff2|wav)$/,
  /^node_modules\/better-sqlite3\/(package\.json|lib\/(methods\/)?[\w-]+\.js)$/,
  new RegExp(`^node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}\\.node$`),
];

function filesOfArchive({ resources }: PackagedApp): string[] {
  const names = listPackage(join(resources, 'app.asar'), { isPack: false }).map((name) =>
    name.replaceAll('\\', '/').replace(/^\//, ''),
  );
  return names.filter((name) => !names.some((other) => other.startsWith(`${name}/`)));
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

test('the archive holds what runs and nothing else', ({ packaged }) => {
  const files = filesOfArchive(packaged);
  expect(files).toContain('out/main/main.js');
  expect(files).toContain('out/preload/preload.cjs');
  expect(files).toContain('out/renderer/index.html');
  expect(files.filter((file) => !belongs.some((pattern) => pattern.test(file)))).toEqual([]);
});

test('the only file outside the archive is the database’s native part for this platform', ({ packaged }) => {
  expect(filesUnder(join(packaged.resources, 'app.asar.unpacked'))).toEqual([
    `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
  ]);
});

test('the licences of all parts go with the app', ({ packaged }) => {
  const notices = readFileSync(join(packaged.folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  expect(notices).toContain('\nbetter-sqlite3 ');
  expect(readFileSync(join(packaged.folder, 'LICENSE'), 'utf8')).toContain('Apache License');
});

test('every bundle is a program: a broken one would fail only when its screen or thread is first used', async ({
  packaged,
}, testInfo) => {
  const archive = join(packaged.resources, 'app.asar');
  const copy = testInfo.outputPath('bundle.mjs');
  for (const file of filesOfArchive(packaged).filter((name) => /^out\/.*\.js$/.test(name))) {
    await writeFile(copy, extractFile(archive, file));
    expect(() => execFileSync(process.execPath, ['--check', copy], { stdio: 'pipe' }), file).not.toThrow();
  }
});

test('no bundle names a source map or a folder of the machine that built it', ({ packaged }) => {
  const archive = join(packaged.resources, 'app.asar');
  const home = join(import.meta.dirname, '..', '..');
  for (const file of filesOfArchive(packaged).filter((name) => /^out\/.*\.(js|cjs|css|html)$/.test(name))) {
    const text = extractFile(archive, file).toString('utf8');
    expect(text, file).not.toMatch(/[#@] sourceMappingURL=/);
    expect(text.includes(home), `${file} names ${home}`).toBe(false);
  }
});

test('the package names no scripts and no tools of development', ({ packaged }) => {
  const manifest: unknown = JSON.parse(
    extractFile(join(packaged.resources, 'app.asar'), 'package.json').toString('utf8'),
  );
  expect(manifest).toMatchObject({ name: 'galla', productName: 'Galla', main: 'out/main/main.js' });
  expect(manifest).not.toHaveProperty('devDependencies.electron');
  expect(manifest).not.toHaveProperty('scripts.start');
});

/** A fuse is a digit on the wire; the package reads it as a byte. */
const fuse = { off: '0'.charCodeAt(0), on: '1'.charCodeAt(0) } as const;

/** The fuses of what ships; the tests' executable differs in one. */
const shippedFuses = {
  [FuseV1Options.RunAsNode]: fuse.off,
  [FuseV1Options.EnableCookieEncryption]: fuse.on,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: fuse.off,
  [FuseV1Options.EnableNodeCliInspectArguments]: fuse.off,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: fuse.on,
  [FuseV1Options.OnlyLoadAppFromAsar]: fuse.on,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: fuse.off,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: fuse.off,
};

// The stand-in carries the same fuse wire and heeds RunAsNode and the inspect fuse; only Electron heeds them all.
test('the shipped executable has its fuses set, the tests’ one differs only in letting Playwright in', async ({
  packaged,
}) => {
  expect(await getCurrentFuseWire(packaged.shipped.executable)).toMatchObject(shippedFuses);
  expect(await getCurrentFuseWire(packaged.executable)).toMatchObject({
    ...shippedFuses,
    [FuseV1Options.EnableNodeCliInspectArguments]: fuse.on,
  });
});

test('the tests drive the very archive that ships', ({ packaged }) => {
  const digest = (app: PackagedApp): string =>
    createHash('sha256')
      .update(readFileSync(join(app.resources, 'app.asar')))
      .digest('hex');
  expect(digest(packaged)).toBe(digest(packaged.shipped));
});

test('the .deb and the .tar.gz install the packaged app, and say when they are for no shop', async ({
  packaged,
}) => {
  test.skip(process.platform !== 'linux', 'these are Linux packages');
  const artefacts = await runElectronBuilder(packaged.runtime, ['deb', 'tar.gz']);
  const deb = artefacts.find((path) => path.endsWith('.deb')) ?? '';
  const tarball = artefacts.find((path) => path.endsWith('.tar.gz')) ?? '';
  for (const artefact of [deb, tarball]) {
    const name = basename(artefact);
    expect(name.startsWith('galla-standin-not-for-shops-'), name).toBe(packaged.runtime.kind === 'stand-in');
  }
  const inDeb = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' });
  const inTarball = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' });
  for (const listing of [inDeb, inTarball]) {
    expect(listing).toMatch(/\/galla$/m);
    expect(listing).toMatch(/\/resources\/app\.asar$/m);
    expect(listing).not.toMatch(/\.(ts|tsx|map|env|cpp|c|h)$/m);
  }
  expect(inDeb).toContain('./usr/share/applications/galla.desktop');
  expect(inDeb).toContain('./usr/share/icons/hicolor/512x512/apps/galla.png');
  const fields = execFileSync('dpkg-deb', ['--field', deb], { encoding: 'utf8' });
  expect(fields).toMatch(/^Package: galla$/m);
  expect(fields).toMatch(/^Version: \d+\.\d+\.\d+$/m);
  expect(fields).toMatch(/^Description: Point of sale for Indian shops\n A desktop point of sale/m);
});
