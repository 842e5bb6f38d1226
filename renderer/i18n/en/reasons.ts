/** Why a payment stands as it does, in plain words; in English. */
export const reasons = {
  'insufficient-funds': 'Not enough money in the account.',
} as const;
