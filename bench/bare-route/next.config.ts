import path from "node:path";
import type { NextConfig } from "next";

/** A Next application with one route and nothing else. */
const config: NextConfig = {
  turbopack: { root: path.resolve(import.meta.dirname, "../..") },
  serverExternalPackages: ["pg"],
  typescript: { ignoreBuildErrors: true },
};

export default config;
