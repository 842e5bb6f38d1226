import { windowContentSecurityPolicy } from '../../electron/app/response-headers.ts';
import { expect, test } from '../support/galla-app.ts';

test('the window’s page comes with the exact policy and its companions', async ({ shared: galla }) => {
  const answer = galla.window.waitForResponse((response) => response.url().endsWith('/index.html'));
  await galla.window.reload();
  const headers = (await answer).headers();
  // The stand-in serves the same policy; hash and keyword sources need no translation of the scheme.
  expect(headers['content-security-policy']).toBe(windowContentSecurityPolicy);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cross-origin-opener-policy']).toBe('same-origin');
  expect(headers['referrer-policy']).toBe('no-referrer');
});

test('opening the counter violates nothing of its own policy', async ({ shared: galla }) => {
  const complaints: string[] = [];
  galla.window.on('console', (message) => {
    if (/content security policy|trusted type/i.test(message.text())) complaints.push(message.text());
  });
  await galla.window.reload();
  await galla.window.locator('#root > *').first().waitFor({ state: 'visible' });
  expect(complaints).toEqual([]);
});

test('an inline script does not run', async ({ shared: galla }) => {
  const outcome = await galla.window.evaluate(async () => {
    const blocked = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        resolve(event.effectiveDirective);
      });
    });
    const script = document.createElement('script');
    try {
      script.textContent = 'globalThis.inlineRan = true';
    } catch {
      return { directive: 'require-trusted-types-for', ran: 'inlineRan' in globalThis };
    }
    document.head.append(script);
    return { directive: await blocked, ran: 'inlineRan' in globalThis };
  });
  expect(outcome.ran).toBe(false);
  expect(outcome.directive).toMatch(/^(script-src|require-trusted-types-for)/);
});

test('inline handlers and markup from text do not run', async ({ shared: galla }) => {
  const outcome = await galla.window.evaluate(() => {
    const place = document.createElement('div');
    document.body.append(place);
    try {
      place.innerHTML = '<img src="x" onerror="globalThis.handlerRan = true">';
    } catch (thrown) {
      return thrown instanceof TypeError ? 'refused by trusted types' : String(thrown);
    }
    return `taken: ${place.innerHTML}`;
  });
  expect(outcome).toBe('refused by trusted types');
});

test('eval and its relatives do not run', async ({ shared: galla }) => {
  const outcome = await galla.window.evaluate(async () => {
    // The debugger lets its own call evaluate text; a later turn of the loop is the page's again.
    await new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
    const byName = (name: 'eval'): unknown => globalThis[name]('1 + 1');
    const attempts = {
      eval: () => byName('eval'),
      function: () => Reflect.construct(Function, ['return 1 + 1']) as unknown,
    };
    return Object.entries(attempts).map(([name, attempt]) => {
      try {
        return `${name} gave ${String(attempt())}`;
      } catch {
        return `${name} refused`;
      }
    });
  });
  expect(outcome).toEqual(['eval refused', 'function refused']);
});

test('the page reaches no network and no frame, whatever the address', async ({ shared: galla }) => {
  const outcome = await galla.window.evaluate(async () => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
    await fetch('https://example.invalid/').catch(() => null);
    await fetch('/index.html').catch(() => null);
    const frame = document.createElement('iframe');
    frame.src = '/index.html';
    document.body.append(frame);
    const picture = new Image();
    picture.src = 'https://example.invalid/pixel.png';
    document.body.append(picture);
    for (let turn = 0; turn < 200 && new Set(seen).size < 3; turn += 1) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
    return [...new Set(seen)].toSorted();
  });
  expect(outcome).toEqual(['connect-src', 'frame-src', 'img-src']);
});
