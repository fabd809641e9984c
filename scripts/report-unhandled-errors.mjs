import { writeFileSync } from "node:fs";

/**
 * A Vitest reporter for what Vitest's own JSON leaves out: errors that belong to no test, such as a promise that was
 * rejected after its test had ended. Writes them to the file named by VIGIL_TEST_UNHANDLED as a JSON list of texts.
 */
export default class ReportUnhandledErrors {
  onTestRunEnd(_modules, errors) {
    const file = process.env.VIGIL_TEST_UNHANDLED;
    if (file) writeFileSync(file, JSON.stringify(errors.map((error) => error.stack ?? String(error.message ?? error))));
  }
}
