/** What needs a manager, in English. */
export const manager = {
  pin: 'Manager’s PIN',
  pinHint: 'Four to eight digits. A manager types it; nobody else needs to see it.',
  notSetUp:
    'This needs a manager, and there is no manager’s PIN yet. The owner chooses one under Settings → Manager’s PIN.',
  openSettings: 'Open settings',
} as const;
