/** A card that is typed in, in English. */
export const cardEntry = {
  way: 'Type the card',
  title: 'Card typed in',
  text: 'Only when the card can’t be read. The number goes to the bank once and is kept nowhere here.',
  number: 'Card number',
  expiry: 'Valid until (MM/YY)',
  cvv: 'CVV',
  send: 'Send to the bank',
  unknown: 'The scheme shows as you type.',
  maybe: 'Could be {{schemes}}',
  problem: {
    number: 'This card number is not right. Check each digit.',
    expiry: 'Two digits for the month, two for the year.',
    expired: 'The card has expired.',
    cvv: 'Three digits on the back; four for American Express.',
  },
} as const;

/** Its one-time password, in English. */
export const otp = {
  text: 'The bank has sent the customer a one-time password. Ask for it and type it here.',
  label: 'One-time password (OTP)',
  left: 'Good for {{clock}}.',
  tries_one: '{{count}} try left.',
  tries_other: '{{count}} tries left.',
  wrong: 'That was not the right password. Ask the customer to read it out again.',
  send: 'Send the password',
  resend: 'Have another one sent',
  phone: 'The customer’s phone shows: {{otp}}',
} as const;

/** The switch for typed cards, in English. */
export const keyed = {
  title: 'Typing card numbers',
  isOff: 'Off.',
  isOn: 'On.',
  text: 'A card belongs into the terminal: its number then never touches this PC. Where numbers are typed, this PC comes under PCI DSS, and fraud is the shop’s loss more often.',
  on: 'Allow typing card numbers',
  off: 'Forbid typing card numbers',
  confirmOn:
    'The bank must have agreed, and the shop answers the longer PCI DSS questionnaire every year. Number and CVV are sent once and kept nowhere; the customer confirms with an OTP.',
  confirmOff: 'From now on cards are only taken on the terminal.',
} as const;

/** What the gateway speaks, in English. */
export const speaks = {
  label: 'What the gateway speaks',
  hint: 'The till asks by itself. Choose only where the gateway’s people told you so.',
  auto: 'Ask the gateway',
  base: 'Base protocol only',
  extension: 'Base protocol and extension',
  baseLimits:
    'There is no terminal: cards are typed in. When the connection breaks, a manager looks into the gateway’s report. Refunds are made there, too. Its answers are not signed.',
} as const;
