import type { ReactNode, Ref } from 'react';
import { KeyHint } from './key-hint.tsx';

export type ButtonProps = {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly look?: 'plain' | 'main' | 'danger' | 'quiet';
  readonly large?: boolean;
  readonly disabled?: boolean;
  /** The key that does the same, shown on the button. */
  readonly keyName?: string;
  /** A longer name for those who can't see what the button belongs to. */
  readonly label?: string;
  readonly className?: string;
  readonly autoFocus?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** A button: at least 44 px high, and it shows its key. */
export function Button(props: ButtonProps) {
  const { look = 'plain', large = false, keyName, label, className = '' } = props;
  const classes = ['button', `button-${look}`, large ? 'button-large' : '', className]
    .filter(Boolean)
    .join(' ');
  return (
    <button
      ref={props.ref}
      type="button"
      className={classes}
      disabled={props.disabled}
      aria-label={label}
      aria-keyshortcuts={keyName}
      data-autofocus={props.autoFocus === true ? '' : undefined}
      onClick={props.onPress}
    >
      {props.children}
      {keyName === undefined ? null : <KeyHint name={keyName} />}
    </button>
  );
}
