import { useId, type HTMLInputTypeAttribute } from 'react';

export type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly type?: HTMLInputTypeAttribute;
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | 'tel';
  readonly autoFocus?: boolean;
  readonly maxLength?: number;
  readonly className?: string;
  readonly autoComplete?: string;
};

/** A labelled text field with its hint and, when something is wrong, the reason. */
export function TextField(props: TextFieldProps) {
  const id = useId();
  const { hint, error } = props;
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`];
  return (
    <div className={`field ${props.className ?? ''}`}>
      <label className="field-label" htmlFor={id}>
        {props.label}
      </label>
      <input
        id={id}
        className="input"
        type={props.type ?? 'text'}
        inputMode={props.inputMode}
        value={props.value}
        maxLength={props.maxLength}
        autoComplete={props.autoComplete ?? 'off'}
        spellCheck={false}
        aria-invalid={error !== undefined}
        aria-describedby={described.join(' ').trim() || undefined}
        data-autofocus={props.autoFocus === true ? '' : undefined}
        onChange={(change) => props.onChange(change.target.value)}
      />
      {hint === undefined ? null : (
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      )}
      {error === undefined ? null : (
        <span id={`${id}-error`} className="field-error">
          {error}
        </span>
      )}
    </div>
  );
}

export type SelectFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly options: ReadonlyArray<{ readonly value: string; readonly label: string }>;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly hideLabel?: boolean;
};

/** A labelled choice of a few. */
export function SelectField(props: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label className={props.hideLabel === true ? 'visually-hidden' : 'field-label'} htmlFor={id}>
        {props.label}
      </label>
      <select
        id={id}
        className="select"
        value={props.value}
        aria-invalid={props.error !== undefined}
        aria-describedby={
          [props.error === undefined ? '' : `${id}-error`, props.hint === undefined ? '' : `${id}-hint`]
            .join(' ')
            .trim() || undefined
        }
        onChange={(change) => props.onChange(change.target.value)}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {props.error === undefined ? null : (
        <span id={`${id}-error`} className="field-error">
          {props.error}
        </span>
      )}
      {props.hint === undefined ? null : (
        <span id={`${id}-hint`} className="field-hint">
          {props.hint}
        </span>
      )}
    </div>
  );
}
