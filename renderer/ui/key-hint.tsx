/** Shows a key of the keyboard. Hidden from screen readers, which are told by aria-keyshortcuts. */
export function KeyHint({ name }: { readonly name: string }) {
  return (
    <kbd className="key" aria-hidden="true">
      {name.replace('Shift+', '⇧')}
    </kbd>
  );
}
