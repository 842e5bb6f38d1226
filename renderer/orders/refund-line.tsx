import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { nameIn } from '../i18n/name-in.ts';
import type { OrderLine } from '../../shared/contract/orders.ts';
import { formatQuantity, isMeasured, type QuantityMilli } from '../../shared/domain/quantity.ts';
import { NONE, typedQuantity, unitOfLine } from './refund-choice.ts';

export type RefundLineProps = {
  readonly line: OrderLine;
  readonly left: QuantityMilli;
  readonly chosen: QuantityMilli;
  readonly onStep: (direction: 1 | -1) => void;
  readonly onSet: (quantity: QuantityMilli) => void;
};

type Problem = 'refund-over-sold' | 'other';

/** The number between minus and plus: typed, or stepped with the arrow keys. */
function QuantityField({
  line,
  left,
  chosen,
  onStep,
  onSet,
  name,
}: RefundLineProps & { readonly name: string }) {
  const { t } = useTranslation();
  const errorId = useId();
  const unit = unitOfLine(line);
  const shown = chosen === NONE ? '0' : formatQuantity(chosen, unit);
  const [text, setText] = useState(shown);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    setText(shown);
    setProblem(null);
  }, [shown]);
  const take = (): void => {
    if (text === shown) return;
    const typed = typedQuantity(text, unit, left);
    if (typed.ok) onSet(typed.value);
    setProblem(typed.ok ? null : typed.error.code === 'refund-over-sold' ? 'refund-over-sold' : 'other');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowUp') onStep(1);
    else if (event.key === 'ArrowDown') onStep(-1);
    else if (event.key === 'Enter') take();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        className="stepper-value refund-quantity figures"
        inputMode={isMeasured(unit) ? 'decimal' : 'numeric'}
        aria-label={t('refunds.quantityOf', { name })}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : errorId}
        autoComplete="off"
        value={text}
        onFocus={(event) => event.target.select()}
        onChange={(change) => setText(change.target.value)}
        onBlur={take}
        onKeyDown={onKeyDown}
      />
      {problem === null ? null : (
        <span id={errorId} role="alert" className="field-error small refund-line-error">
          {t(problem === 'refund-over-sold' ? 'errors.refund-over-sold' : 'errors.refund-invalid-quantity')}
        </span>
      )}
    </>
  );
}

/** One line of the bill and how much of it comes back. A line that came back already can only be looked at. */
export function RefundLine(props: RefundLineProps) {
  const { t, i18n } = useTranslation();
  const { line, left, chosen, onStep } = props;
  const unit = unitOfLine(line);
  const name = nameIn(i18n.language, line);
  const sold = formatQuantity(line.quantityMilli, unit, { label: true });
  const leftText = formatQuantity(left, unit, { label: true });
  return (
    <li className={chosen > 0 ? 'refund-line refund-line-chosen' : 'refund-line'}>
      <span className="refund-line-name">
        <span>{name}</span>
        <span className="soft small figures">
          {left === line.quantityMilli
            ? t('refunds.sold', { quantity: sold })
            : t('refunds.soldAndLeft', { quantity: sold, left: leftText })}
        </span>
      </span>
      {left === NONE ? (
        <span className="soft">{t('refunds.cameBack')}</span>
      ) : (
        <div className="stepper refund-stepper" role="group" aria-label={t('refunds.quantityOf', { name })}>
          <button
            type="button"
            className="stepper-button"
            disabled={chosen === NONE}
            aria-label={t('refunds.less', { name })}
            onClick={() => onStep(-1)}
          >
            −
          </button>
          <QuantityField {...props} name={name} />
          <button
            type="button"
            className="stepper-button"
            disabled={chosen >= left}
            aria-label={t('refunds.more', { name })}
            onClick={() => onStep(1)}
          >
            +
          </button>
        </div>
      )}
    </li>
  );
}
