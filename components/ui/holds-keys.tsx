/** Holds the keys of the page while a dialog that was asked for is still being loaded: its first key must not act below it. */
export function HoldsKeys() {
  return <div hidden data-holds-keys data-open="" />;
}
