import { useEffect, useId, useRef, type ReactNode } from 'react';

export type DialogProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** Escape or a press outside the page asks for it. */
  readonly onClose: () => void;
  readonly wide?: boolean;
};

/**
 * A dialog over the page: the browser's own modal dialog, so focus stays inside, the rest is inert and Escape closes. The element marked
 * data-autofocus gets the focus first, and the field that had it gets it back.
 */
export function Dialog({ title, children, onClose, wide = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    dialog?.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={wide ? 'dialog dialog-wide stack' : 'dialog stack'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}
