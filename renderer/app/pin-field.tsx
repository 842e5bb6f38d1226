import { useTranslation } from 'react-i18next';
import { TextField } from '../ui/field.tsx';

const PIN_LENGTH_MAX = 8;

/** Whether a text has the shape of a PIN: four to eight digits. Whether it is the right one only main knows. */
export function isPin(text: string): boolean {
  return /^\d{4,8}$/.test(text);
}

export type PinFieldProps = {
  readonly label?: string;
  readonly value: string;
  readonly onChange: (pin: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly autoFocus?: boolean;
};

/** A field for a manager's PIN: only digits, never shown, never remembered by the window. */
export function PinField(props: PinFieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      label={props.label ?? t('manager.pin')}
      value={props.value}
      type="password"
      inputMode="numeric"
      maxLength={PIN_LENGTH_MAX}
      autoComplete="one-time-code"
      className="figures"
      hint={props.hint}
      error={props.error}
      autoFocus={props.autoFocus ?? false}
      onChange={(text) => props.onChange(text.replaceAll(/\D/g, ''))}
    />
  );
}
