/** The name of a product for who reads this language; the other one where it has none. */
export function nameIn(
  language: string,
  product: { readonly name: string; readonly nameHi: string | null },
): string {
  return language === 'hi' ? (product.nameHi ?? product.name) : product.name;
}
