import type { NextConfig } from "next";

/** A Next application with one route and nothing else. It is built in a folder of its own: see bench/web-process.ts. */
const config: NextConfig = {
  // The packages are a link into the repository: both have to lie below this.
  turbopack: { root: "/" },
  serverExternalPackages: ["pg"],
  typescript: { ignoreBuildErrors: true },
};

export default config;
