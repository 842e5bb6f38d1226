/** How large a part is, drawn as a line: the number beside it says the same. */
export function ShareBar({ part, whole }: { readonly part: number; readonly whole: number }) {
  const percent = whole <= 0 ? 0 : Math.max(0, Math.min(100, Math.round((part * 100) / whole)));
  return (
    <span className="share">
      <span className="share-track" aria-hidden="true">
        <span className="share-bar" style={{ width: `${percent}%` }} />
      </span>
      <span className="figures share-percent">{percent}%</span>
    </span>
  );
}
