/** A body went on after the most that any answer can need. */
export class BodyTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`The answer of the server is larger than ${maxBytes} bytes.`);
  }
}

const WITHOUT_BODY = [204, 205, 304];

async function readBody(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.byteLength;
    if (length > maxBytes) throw new BodyTooLarge(maxBytes);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/**
 * A `fetch` for servers that are not trusted to behave: it reads the whole body before it returns, so that the caller's
 * time-out covers it, and it follows no redirect, because that would carry a conversation to another place.
 *
 * @param maxBytes of a body once unpacked
 * @throws BodyTooLarge, beside what `fetch` throws
 */
export function boundedFetch(maxBytes: number): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: "manual" });
    const body = await readBody(response, maxBytes);
    const { status, statusText, headers } = response;
    return new Response(WITHOUT_BODY.includes(status) ? null : body, { status, statusText, headers });
  };
}
