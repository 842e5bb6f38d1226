/** The frame around every screen, in English. */
export const app = {
  starting: 'Opening the till…',
  loadFailed: 'The till could not be opened.',
  nav: {
    label: 'Screens',
    counter: 'Counter',
    orders: 'Orders',
    catalogue: 'Products',
    day: 'Day',
    settings: 'Settings',
  },
  till: 'Till {{code}}',
  businessDate: 'Business date',
  gateway: { ready: 'Card terminal ready', notReady: 'Card terminal not set up' },
  language: { label: 'Language', en: 'English', hi: 'हिन्दी' },
  training: {
    label: 'Training',
    banner: 'TRAINING – nothing here is a real sale, and no money moves',
  },
  help: {
    open: 'Keys',
    title: 'Keys',
    close: 'Close',
    groups: {
      everywhere: 'On every screen',
      counter: 'At the counter',
      orders: 'Under Orders',
      day: 'Under Day',
    },
    keys: {
      counter: 'Counter; back to the scan field',
      orders: 'Orders',
      catalogue: 'Products',
      day: 'Day',
      return: 'Goods come back: return, refund',
      compare: 'Compare with the gateway',
      close: 'Compare and close',
      days: 'Earlier days, later days',
      reviewPdf: 'Print the review (PDF)',
      reviewCsv: 'Save the table (CSV)',
      settings: 'Settings',
      office: 'Office: what is still to be sent',
      add: 'Add the product that is marked',
      choose: 'Choose a product found, or a line of the bill',
      quantity: 'One more, one less on the chosen line',
      edit: 'Type the quantity of the chosen line',
      remove: 'Take the chosen line off',
      undo: 'Put it back',
      card: 'Charge RuPay on the terminal',
      cash: 'Take cash',
      customer: 'Who buys: name, phone, GSTIN',
      part: 'Pay a part of the bill',
      upi: 'UPI QR',
      slip: 'Paid on another machine: type its slip',
      typed: 'Type a card that can’t be read',
      clear: 'Clear the bill',
      back: 'Close, or back to the bill',
      help: 'This list',
    },
  },
  notices: { title: 'What you should know', dismiss: 'Understood' },
  strip: {
    title: 'Payments that are not settled',
    show: 'Show',
    refundBy: 'If the customer was debited, the bank must give it back by {{date}}.',
  },
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  tryAgain: 'Try again',
} as const;

/** What is said after an action, in English. */
export const messages = {
  added: '{{name}} · {{quantity}}',
  removed: 'Taken off the bill: {{name}}',
  undo: 'Put back',
  'unknown-barcode': 'No product has the barcode {{barcode}}. Search it by name, or put the item aside.',
  'not-found': 'Nothing found for “{{query}}”. Try fewer letters or another word.',
  'bill-frozen': 'Not added: {{barcode}}. The payment of this bill is still open. Finish it first.',
  'bill-full': 'This line or bill can take no more. Charge it and start another.',
  'cart-restored_one': 'The bill in hand was given back: {{count}} line.',
  'cart-restored_other': 'The bill in hand was given back: {{count}} lines.',
  'cart-restored-partly':
    'The bill in hand was given back: $t(counter.lines.count, {"count": {{count}} }). No longer sold, so not on it: $t(counter.lines.count, {"count": {{missing}} }).',
  'prices-changed': 'Prices have changed. Tell the customer the new total, then charge again.',
  'earlier-bill-paid': 'The earlier bill of {{amount}} is paid: {{invoiceNumber}}.',
  'file-saved': 'Saved: {{fileName}}',
  saved: 'Saved.',
  dismiss: 'Close message',
  label: 'Message',
} as const;

/** What an unclean stop left, in English; one for each code of the contract. */
export const notices = {
  'cart-restored': 'The bill that was in hand is back on the counter.',
  'payment-being-asked':
    'A payment of {{amount}} was under way. We are asking the bank. Don’t charge it again.',
  'payment-not-sent': 'A payment of {{amount}} was never sent. The customer was not charged.',
  'sale-completed': 'A payment of {{amount}} had gone through. The bill is complete: {{invoice}}.',
  'paid-not-completed':
    'A payment of {{amount}} went through, but the bill could not be completed. Open it under Orders.',
  'backup-failed': 'The till could not make its backup. Look under Settings → Backups what is wrong.',
  'till-restored':
    'This till was put back from a backup or copied. Its bills get numbers of a new series. Before it sells, finish what is listed in Settings.',
  'unclean-stop': 'The till was not closed properly. Everything confirmed is safe.',
  'last-bill-complete': 'The last bill before that was {{invoice}} of {{amount}}. It is paid and complete.',
  'store-put-back':
    'The till’s data file was moved, deleted or replaced while it was in use. Galla has put it back with every sale. Find out who or what did it.',
  'clock-went-back':
    'This PC’s clock was set back. Bills go on from the time of the last one. Put the PC’s date and time right: until then no card payment can be confirmed.',
  'clock-went-forward':
    'This PC’s clock went forward by a day or more. Bills carry the new date. If it is wrong, put the PC’s date and time right: until then no card payment can be confirmed.',
} as const;

/** The store can't be opened, in English. */
export const problem = {
  title: {
    newer: 'This till’s data is from a newer Galla',
    corrupt: 'The till’s data file is damaged',
    'read-only': 'The till’s data can’t be written',
    missing: 'The till’s data file is gone',
    locked: 'The till’s data is in use',
    'disk-full': 'The disk is full',
    unreadable: 'The till’s data can’t be read',
  },
  text: {
    newer:
      'A newer version of Galla has used this file. This version would damage it, so it does not open it.',
    corrupt: 'The file does not hold together any more. Nothing was changed and nothing was thrown away.',
    'read-only': 'Galla may read the file but not write to it. Sales could not be kept, so it does not sell.',
    missing: 'This till has sold before, but its data file is not where it was.',
    locked: 'Another program, or another Galla, holds the file.',
    'disk-full': 'There is no room left to keep sales safely.',
    unreadable: 'The system does not let Galla read the file.',
  },
  todo: {
    newer: 'Install the newer Galla again on this PC.',
    corrupt:
      'Don’t delete or move the file. Restore the newest backup here: what can still be read is merged into it.',
    'read-only': 'Allow writing to the folder (or plug in the right disk), then try again.',
    missing:
      'If it was moved, put it back and try again. Start an empty till only if you are sure it is lost.',
    locked: 'Close the other program, then try again.',
    'disk-full':
      'Delete what is not needed or empty the bin, then try again. Don’t delete Galla’s own files.',
    unreadable: 'Check that the disk is plugged in and that this user may read the folder, then try again.',
  },
  where: 'The file',
  detail: 'What the system said',
  safe: 'Nothing was overwritten.',
  retry: 'Try again',
  restore: 'Restore a backup…',
  create: 'Start an empty till',
  createConfirm:
    'Start an empty till now? Earlier sales will not be in it, and its bills get numbers of a new series.',
  quit: 'Close Galla',
} as const;
