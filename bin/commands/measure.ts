import { type Run, refusePositionals } from "@/bin/commands/command";
import { CLI, withDesk } from "@/bin/commands/with-desk";
import { checkFacts } from "@/domain/measure/facts/check-facts";
import { rebuildFacts } from "@/domain/measure/facts/rebuild-facts";

/** `measure rebuild`: makes all that the figures are counted from anew. Until it is done the former figures are answered. */
export const rebuildFigures: Run = async (given, output) => {
  refusePositionals(given);
  return withDesk(output.say, async () => {
    const conversations = await rebuildFacts(CLI, (done) => output.say(`${done.toLocaleString("en")} conversations`));
    await output.result({ conversations }, [`The figures were made anew from ${conversations} conversations`]);
    return 0;
  });
};

/** `measure check`: compares the figures with the records, as is done every night. Exit code 1 when they differed. */
export const checkFigures: Run = async (given, output) => {
  refusePositionals(given);
  return withDesk(output.say, async () => {
    const found = await checkFacts();
    const off = found.facts + found.rollups;
    const said = off === 0 ? "they agree" : `${off} differences were found and mended`;
    await output.result(found, [`The figures of ${found.conversations} conversations were compared: ${said}`]);
    return off === 0 ? 0 : 1;
  });
};
