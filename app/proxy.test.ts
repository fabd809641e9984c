import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { contentSecurityPolicy, pageHeaders } from "@/lib/http/page-policy";

let config: typeof import("@/proxy").config;
let proxy: typeof import("@/proxy").proxy;

// A process reads its environment once, and the files of this project share one: this one brings its own.
beforeAll(async () => {
  vi.stubEnv("VIGIL_SECRET", "only-for-tests-0123456789abcdef-0123456789abcdef");
  vi.stubEnv("VIGIL_BASE_URL", "https://desk.example");
  vi.resetModules();
  ({ config, proxy } = await import("@/proxy"));
});

afterAll(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

function answerTo(path: string, headers: Record<string, string> = {}) {
  const response = proxy(new NextRequest(`https://desk.example${path}`, { headers }));
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1] ?? "";
  // How Next hands changed request headers on to the page.
  const passed = (name: string) => response.headers.get(`x-middleware-request-${name}`);
  const names = (response.headers.get("x-middleware-override-headers") ?? "").split(",");
  return { response, nonce, passed, names };
}

describe("the headers of a page", () => {
  it("hold a nonce of 128 bits that is new in each answer and the same on the way to the page", () => {
    const answers = Array.from({ length: 50 }, () => answerTo("/triage"));
    expect(new Set(answers.map(({ nonce }) => nonce)).size).toBe(50);
    for (const { nonce, passed } of answers) {
      expect(Buffer.from(nonce, "base64")).toHaveLength(16);
      expect(passed("x-nonce")).toBe(nonce);
      expect(passed("content-security-policy")).toContain(`'nonce-${nonce}'`);
    }
  });

  it.each([
    ["script-src", "'self' 'nonce-n' 'strict-dynamic'"],
    ["style-src", "'self' 'unsafe-inline'"],
    ["img-src", "'self' data:"],
    ["connect-src", "'self'"],
    ["object-src", "'none'"],
    ["base-uri", "'none'"],
    ["form-action", "'self'"],
    ["frame-ancestors", "'none'"],
  ])("allow in %s: %s", (directive, sources) => {
    const policy = contentSecurityPolicy("n", { https: true, development: false });
    expect(policy.split("; ")).toContain(`${directive} ${sources}`);
  });

  it("allow eval in development only", () => {
    expect(contentSecurityPolicy("n", { https: false, development: true })).toContain("'unsafe-eval'");
    expect(contentSecurityPolicy("n", { https: true, development: false })).not.toContain("unsafe-eval");
  });

  it.each([
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "no-referrer"],
    ["cross-origin-opener-policy", "same-origin"],
    ["cache-control", "no-store"],
    ["strict-transport-security", "max-age=63072000"],
  ])("say %s: %s", (name, value) => {
    expect(answerTo("/").response.headers.get(name)).toBe(value);
  });

  it("switch camera, microphone and place off", () => {
    const policy = answerTo("/").response.headers.get("permissions-policy");
    for (const name of ["camera", "microphone", "geolocation"]) expect(policy).toContain(`${name}=()`);
  });

  it("promise https only where the desk is reached over https", () => {
    const plain = pageHeaders("n", { https: false, development: false });
    expect(plain["strict-transport-security"]).toBeUndefined();
    expect(plain["content-security-policy"]).not.toContain("upgrade-insecure-requests");
  });
});

describe("what a request brings along", () => {
  const forged = {
    "x-nonce": "guessed",
    "x-pathname": "//evil.example",
    "content-security-policy": "script-src 'nonce-guessed'",
    "content-security-policy-report-only": "script-src 'nonce-guessed'",
    "x-middleware-subrequest": "proxy:proxy:proxy",
    "x-middleware-prefetch": "1",
    "x-middleware-anything": "1",
    "x-kept": "yes",
  };

  it("loses every header that only we may set, and keeps the others", () => {
    const { passed, names } = answerTo("/cases?state=open", forged);
    expect(names.filter((name) => name.startsWith("x-middleware-") || name.endsWith("-report-only"))).toEqual([]);
    expect(passed("x-nonce")).not.toBe("guessed");
    expect(passed("content-security-policy")).not.toContain("guessed");
    expect(passed("x-pathname")).toBe("/cases?state=open");
    expect(passed("x-kept")).toBe("yes");
  });

  it("decides nothing: whoever asks, the page is asked to answer", () => {
    const { response } = answerTo("/admin");
    expect(response.status).toBe(200);
    expect(response.headers.get("x-middleware-next")).toBe("1");
    expect(response.headers.get("location")).toBeNull();
  });
});

describe("the paths it runs for", () => {
  const matches = (path: string) => config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path));

  it.each(["/", "/triage", "/cases/1", "/sign-in", "/apiary", "/healthz/x", "/metrics-page", "/_next/image"])(
    "takes %s",
    (path) => {
      expect(matches(path)).toBe(true);
    },
  );

  it.each([
    "/api/v1/conversations",
    "/api/auth/sign-in/email",
    "/_next/static/chunks/a.js",
    "/healthz",
    "/readyz",
    "/metrics",
  ])("leaves %s alone", (path) => {
    expect(matches(path)).toBe(false);
  });
});
