/** The form of a case. Loaded apart: the queue needs it only once a case is opened. The same promise each time it is asked for. */
export function loadCaseSchema() {
  return import("@/domain/decide/case-detail").then((module) => module.caseDetailSchema);
}
