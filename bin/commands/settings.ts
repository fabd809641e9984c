import { z } from "zod";
import { type Run, readArguments, refusePositionals, WrongUse } from "@/bin/commands/command";
import { CLI, withDesk } from "@/bin/commands/with-desk";
import { changeSetting } from "@/domain/settings/change-setting";
import { listSettings } from "@/domain/settings/list-settings";
import { readSettingName, settingInputSchema } from "@/domain/settings/setting-dto";

/** `settings list`: every setting with the value that holds. */
export const listAllSettings: Run = async (given, output) => {
  refusePositionals(given);
  return withDesk(output.say, async () => {
    const settings = await listSettings(CLI);
    await output.result(
      settings,
      settings.map(({ name, version, value }) => `${name} (version ${version}): ${JSON.stringify(value)}`),
    );
    return 0;
  });
};

const inputSchema = z.object({ note: settingInputSchema.shape.note });

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WrongUse("the value must be JSON");
  }
}

/** `settings set`: gives a setting another value, as the version after the one that holds now. */
export const setASetting: Run = async ({ values, positionals }, output) => {
  const [first, text, ...more] = positionals;
  if (first === undefined || text === undefined || more.length > 0) throw new WrongUse("give a name and a value");
  const { note } = readArguments(inputSchema, values);
  const [name, value] = [readSettingName(first), readValue(text)];
  return withDesk(output.say, async () => {
    const version = (await listSettings(CLI)).find((setting) => setting.name === name)?.version ?? 0;
    const saved = await changeSetting(CLI, name, { version, value, note });
    await output.result({ name, ...saved, value }, [`${name} is version ${saved.version} now`]);
    return 0;
  });
};
