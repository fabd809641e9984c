/**
 * The application's clock, for stamps that a person reads. Leases and due times never use it: those take the
 * database's clock, the only one that all processes share.
 */
export function now(): Date {
  return new Date();
}
