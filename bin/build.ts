import path from "node:path";
import { buildApp } from "@/bin/build-app";
import { describeFailure } from "@/lib/process/operator-error";

const root = path.resolve(import.meta.dirname, "..");

// Needs no database: pages are made on request. The same build serves npm start, npm run web and the tests.
buildApp(root, { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }, (line) =>
  console.log(line),
).then(
  (built) => console.log(built ? "Built" : "The build is up to date"),
  (error: unknown) => {
    console.error(`vigil build: ${describeFailure(error)}`);
    process.exit(1);
  },
);
