import { z } from "zod";
import { type Run, readArguments, refusePositionals } from "@/bin/commands/command";
import { readStdin } from "@/bin/commands/read-stdin";
import { CLI, withDesk } from "@/bin/commands/with-desk";
import { createUser, userInputSchema } from "@/domain/access/create-user";

const { email, name, roles, password } = userInputSchema.shape;
const inputSchema = z.object({ email, name, role: roles, "password-stdin": z.boolean().default(false) });

/** `user create`: adds a person. The password is the first line of standard input, or made and shown once. */
export const createAUser: Run = async (given, output) => {
  refusePositionals(given);
  const input = readArguments(inputSchema, given.values);
  const firstLine = input["password-stdin"] ? (await readStdin()).split(/\r?\n/)[0] : undefined;
  const chosen = readArguments(z.object({ "password-stdin": password }), { "password-stdin": firstLine });
  return withDesk(output.say, async () => {
    const user = { email: input.email, name: input.name, roles: input.role, password: chosen["password-stdin"] };
    const made = await createUser(CLI, user);
    if (made.password !== undefined) output.say("Keep the password now: it cannot be shown again.");
    const lines = [`${made.id} ${made.email} (${made.roles.join(", ")})`, ...(made.password ? [made.password] : [])];
    await output.result(made, lines);
    return 0;
  });
};
