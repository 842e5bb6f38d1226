/** Tells whoever prints this page how it went, once all is painted: data-print says 'ready' or 'failed', data-ready is 'true' either way. */
export function tellPrinter(failure: string | null): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      const { dataset } = document.documentElement;
      if (failure !== null) dataset['failed'] = failure;
      dataset['print'] = failure === null ? 'ready' : 'failed';
      dataset['ready'] = 'true';
    });
  });
}
