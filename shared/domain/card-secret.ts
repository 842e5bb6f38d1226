/** What is typed of a card. It may be held by the form, the one request that carries it, and the one call that sends it. */
export type CardDetails = {
  /** 12 to 19 digits. */
  readonly number: string;
  /** MMYY. */
  readonly expiry: string;
  readonly cvv: string;
};

/**
 * A card on its way to the gateway. It gives its number and CVV out once, so that they can go into one request only, and shows them to
 * nothing else: not to JSON, a log, an inspector or a copy of it (PCI DSS 3.3: never kept after authorisation).
 */
export class CardSecret {
  #details: CardDetails | null;
  /** What may be kept of it. */
  readonly lastFour: string;

  constructor(details: CardDetails) {
    this.#details = { ...details };
    this.lastFour = details.number.slice(-4);
  }

  /** The card, the first time; null ever after. */
  take(): CardDetails | null {
    const details = this.#details;
    this.#details = null;
    return details;
  }

  /** Forgets the card unsent. */
  forget(): void {
    this.#details = null;
  }

  toJSON(): string {
    return '[card]';
  }

  toString(): string {
    return '[card]';
  }
}
