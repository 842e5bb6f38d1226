import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import {
  allowedInlineStyles,
  cspHash,
  windowContentSecurityPolicy,
} from '../../../electron/app/response-headers.ts';

test('the window’s policy is exactly this', () => {
  const [pressable, overscroll] = allowedInlineStyles.map(cspHash);
  expect(windowContentSecurityPolicy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${pressable} ${overscroll}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self'",
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
});

test('a hash source is the SHA-256 of the text, as in the example of CSP Level 3', () => {
  // Section 8.4 of the specification: the hash of `alert('Hello, world.');`.
  expect(cspHash("alert('Hello, world.');")).toBe("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
});

test('the inline styles let through are those that the installed react-aria writes', () => {
  const folder = join(
    dirname(createRequire(import.meta.url).resolve('react-aria/package.json')),
    'dist',
    'private',
  );
  const press = readFileSync(join(folder, 'interactions', 'usePress.mjs'), 'utf8');
  const scroll = readFileSync(join(folder, 'overlays', 'usePreventScroll.mjs'), 'utf8');
  const written = [press, scroll].map((source) => {
    const text = /\.textContent = `([^`]*)`\.trim\(\)/.exec(source)?.[1]?.trim() ?? '';
    return text.replace(/\$\{[^}]*PRESSABLE_ATTRIBUTE\}/, 'data-react-aria-pressable');
  });
  expect(written).toEqual(allowedInlineStyles);
});
