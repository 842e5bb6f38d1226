/** The cards that training customers carry; numbers are published test numbers of RuPay, of which only BIN and last four are used. */
export const trainingCards = [
  {
    lastFour: '1005',
    masked: '652765******1005',
    scheme: 'rupay',
    cardKind: 'debit',
    application: 'RuPay Debit',
  },
  {
    lastFour: '7308',
    masked: '608201******7308',
    scheme: 'rupay',
    cardKind: 'debit',
    application: 'RuPay Debit',
  },
  {
    lastFour: '0002',
    masked: '607000******0002',
    scheme: 'rupay',
    cardKind: 'debit',
    application: 'RuPay Debit',
  },
] as const;

export type TrainingCard = (typeof trainingCards)[number];

/** The card with these last four digits; the first one when there is none. */
export function cardEnding(lastFour: string): TrainingCard {
  return trainingCards.find((card) => card.lastFour === lastFour) ?? trainingCards[0];
}

/** Up to this amount a tap needs no PIN (RBI, contactless limit). */
export const NO_PIN_UP_TO_PAISE = 5_000_00;
