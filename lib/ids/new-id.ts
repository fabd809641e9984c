import { v7 } from "uuid";

/** A new row id: UUID version 7 (RFC 9562), so that ids made later sort later and indexes grow at one end. */
export function newId(): string {
  return v7();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a string from outside may be used as a row id; anything else is answered as "not found" before a query. */
export function isId(value: string): boolean {
  return UUID.test(value);
}

/** The lowest id that could have been made at a time or later: ids of version 7 begin with their milliseconds. */
export function firstIdAt(at: Date): string {
  const millis = at.getTime().toString(16).padStart(12, "0");
  return `${millis.slice(0, 8)}-${millis.slice(8)}-7000-8000-000000000000`;
}
