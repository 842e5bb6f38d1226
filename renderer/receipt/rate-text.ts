/** A GST rate in basis points as it is printed: 1800 is 18%, 250 is 2.5%, 25 is 0.25%. */
export function rateText(rateBp: number): string {
  return `${new Intl.NumberFormat('en-IN', { maximumFractionDigits: 3 }).format(rateBp / 100)}%`;
}
