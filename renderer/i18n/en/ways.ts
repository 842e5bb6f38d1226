/** Paying a bill in parts, in English. */
export const split = {
  part: 'Part payment',
  title: 'How much is paid now?',
  text: 'The rest can be paid in any other way afterwards.',
  label: 'Amount of this part',
  half: 'Half',
  all: 'All that is left',
  use: 'Use this amount',
  notAmount: 'That is not an amount of money.',
  tooLittle: 'It must be more than nothing.',
  tooMuch: 'That is more than what is left to pay.',
  now: 'To pay now',
  ofTotal: 'of {{amount}}',
  left: 'Left to pay',
  taken: 'Taken so far',
  takenTitle: 'Part paid',
  takenText: 'This part is safe. Take the rest in any way.',
  undo: 'Pay all that is left',
} as const;

/** Giving a part-paid bill up, in English. */
export const giveUp = {
  action: 'Give the bill up',
  title: 'Give this bill up?',
  text: 'The goods stay here, and all that was taken goes back:',
  yes: 'Give it up',
  no: 'Keep the bill',
  doneTitle: 'The bill was given up',
  doneText: 'Nothing of it is sold. This is how the money goes back:',
  giveCash: 'Give back in cash now',
  done: 'Done',
  back: {
    cash: 'in cash, out of the drawer',
    'card-terminal': 'back to the card, by itself',
    'card-keyed': 'back to the card, by itself',
    'upi-qr': 'back by UPI, by itself',
    'card-manual': 'give it back on the other machine',
  },
} as const;

/** What a manager may do about an unknown payment, in English. */
export const byManager = {
  label: 'Only with a manager',
  supersede: 'Another way to pay…',
  supersedeTitle: 'Take another way to pay?',
  supersedeText:
    'The bill can then be paid in another way, although nobody knows yet whether {{amount}} was charged.',
  supersedeRisk:
    'We go on asking the bank. Should it turn out that it was charged, it goes back to the customer by itself.',
  supersedeYes: 'Allow it',
  resolve: 'Say how it ended…',
  resolveTitle: 'How did the payment of {{amount}} end?',
  resolveText:
    'Only from the slip or the bank’s own statement, never from a message on a phone. The bank’s time must be over first.',
  outcome: 'What the slip or the statement says',
  paid: 'Paid: the money is in',
  unpaid: 'Not paid: nothing was charged',
  rrn: 'RRN on the slip',
  authCode: 'Auth code, if there is one',
  reason: 'How do you know?',
  reasonHint: 'For example: slip seen, bank statement of today. It is kept with your name.',
  resolveYes: 'Keep this as the end',
} as const;

/** The UPI QR, in English. */
export const upi = {
  way: 'UPI QR',
  label: 'UPI QR code for the customer',
  code: 'QR code to pay by UPI',
  scan: 'Scan with any UPI app',
  timeLeft: 'Time left',
  over: 'The time is over. We ask the bank whether it was paid.',
  screenshot: 'It is paid only when this screen says so. Don’t trust a screenshot on a phone.',
} as const;

/** The slip of another machine, in English. */
export const slip = {
  way: 'Other machine',
  title: 'Paid on another machine',
  text: 'Type what the slip says. The till can’t ask that machine’s bank, so the payment is marked as not verified.',
  rrn: 'RRN (12 digits)',
  authCode: 'Auth code (6 letters or digits)',
  date: 'Date on the slip',
  lastFour: 'Last four digits of the card',
  take: 'Slip seen: take it',
  notVerified: 'not verified',
  problem: {
    rrn: 'The RRN has 12 digits.',
    authCode: 'The auth code has 6 letters or digits.',
    slipDate: 'That date is not right.',
    lastFour: 'Four digits, or leave it empty.',
  },
} as const;

/** The training terminal, in English. */
export const training = {
  title: 'Training terminal',
  byHand: 'By hand',
  byItself: 'Plays by itself',
  how: 'Who plays the customer',
  idle: 'Nothing to pay here now.',
  asks: 'Pay {{amount}}',
  phone: 'Pay from the phone',
  act: {
    tap: 'Tap the card',
    'insert-pin': 'Insert, right PIN',
    'wrong-pin': 'Insert, wrong PIN',
    'no-money': 'No money on it',
    'walk-away': 'Walk away',
    'pull-cable': 'Pull the cable',
  },
} as const;
