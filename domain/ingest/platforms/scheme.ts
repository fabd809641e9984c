/**
 * How a platform proves that a request is its own. Each platform names one or more of these; verify-signature.ts does the
 * work for all of them.
 */
export type Scheme = HmacScheme | Ed25519Scheme | RsaScheme | TwilioScheme | TokenScheme;

/** Where the signed time stands, and how far from ours it may be, before and after. */
export type SignedTime = { header: string; unit: "s" | "ms" | "iso"; toleranceSeconds: number };

/** What is signed: `{timestamp}`, `{id}` and `{body}` stand for the header values as received and the raw bytes. */
export type SignedTemplate = string;

export type HmacScheme = {
  kind: "hmac";
  algorithm: "sha1" | "sha256";
  encoding: "hex" | "base64";
  header: string;
  /** What stands before the signature, such as `sha256=` or `v0=`. */
  prefix?: string;
  /** Set where the header may hold several signatures: what separates them. One that fits is enough. */
  separator?: string;
  template: SignedTemplate;
  /** The header that `{id}` stands for. */
  idHeader?: string;
  time?: SignedTime;
  /** How the key is made of the secret: its UTF-8 bytes, or base64 decoded after `whsec_`. */
  key: "utf8" | "whsec";
};

/** The secret is the public key. */
export type Ed25519Scheme = {
  kind: "ed25519";
  encoding: "hex" | "base64";
  header: string;
  /** As for HMAC. */
  prefix?: string;
  separator?: string;
  template: SignedTemplate;
  idHeader?: string;
  time: SignedTime;
  /** Its 32 bytes in hex, or in base64 after `whpk_`. */
  key: "hex" | "whpk";
};

/** PKCS #1 v1.5 with SHA-256 over the body, base64; the secret is the public key in PEM. */
export type RsaScheme = { kind: "rsa"; header: string };

/** HMAC-SHA-1 over the public URL and the sorted form fields; for JSON over the URL, which then holds the body's hash. */
export type TwilioScheme = { kind: "twilio"; header: string };

/**
 * The secret itself is sent. `json` and `form` name a field of the body, `query` one of the address. A `query` token counts
 * only against secrets that begin with `vigilurl_`, and all other schemes only against those that do not.
 */
export type TokenScheme = { kind: "token"; at: { header: string } | "bearer" | { field: string } | { query: string } };

/** A request as it was received, before anything in it is trusted. */
export type ReceivedRequest = {
  method: string;
  /** The address the platform was told to use, with the query it really used: our public one, whatever proxy is between. */
  url: URL;
  headers: Headers;
  /** The exact bytes. */
  body: Uint8Array;
};
