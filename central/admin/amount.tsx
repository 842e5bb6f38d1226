import { fromDecimalString, ZERO_PAISE } from '../../shared/domain/money.ts';
import { Money } from '../../renderer/ui/money.tsx';

/** An amount of the server's decimal text, with the rupee sign and Indian grouping. */
export function Amount({ of }: { readonly of: string }) {
  const read = fromDecimalString(of);
  return <Money paise={read.ok ? read.value : ZERO_PAISE} />;
}
