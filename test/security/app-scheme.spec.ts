import { expect, test } from '../support/galla-app.ts';

const outside = [
  '/..%2fmain%2fmain.js',
  '/%2e%2e%2fmain/main.js',
  '/..%5cmain%5cmain.js',
  '/assets/..%2f..%2fmain%2fmain.js',
  '/%00/index.js',
];

for (const path of outside) {
  test(`a script at ${path} is not served: nothing outside the bundle is`, async ({ shared: galla }) => {
    const answer = galla.window.waitForResponse((response) => response.request().resourceType() === 'script');
    const outcome = await galla.window.evaluate(
      (address) =>
        new Promise<string>((resolve) => {
          const link = document.createElement('link');
          link.rel = 'modulepreload';
          link.href = address;
          link.addEventListener('load', () => {
            resolve('loaded');
          });
          link.addEventListener('error', () => {
            resolve('refused');
          });
          document.head.append(link);
        }),
      path,
    );
    expect(outcome).toBe('refused');
    expect([400, 403, 404]).toContain((await answer).status());
  });
}
