/** Lets Enter send the form around it: a form of several fields needs a submit button for that, and ours are plain buttons. */
export function EnterSubmits() {
  return (
    <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden="true">
      ↵
    </button>
  );
}
