import { randomBytes } from "node:crypto";
import { type Run, refusePositionals } from "@/bin/commands/command";
import { CLI, withDesk } from "@/bin/commands/with-desk";
import { getKeyStatus, rotateKeys } from "@/domain/access/rotate-keys";
import { readEnv } from "@/lib/env/env";
import { addWrappingSecret } from "@/lib/env/wrapping-secrets";

/** `keys status`: the versions of the wrapping key; exit code 1 while some data keys wait to be wrapped anew. */
export const showKeys: Run = async (given, output) => {
  refusePositionals(given);
  return withDesk(output.say, async () => {
    const status = await getKeyStatus(CLI);
    await output.result(status, [
      `new data keys are wrapped under version ${status.version}; known here: ${status.known.join(", ")}`,
      ...status.byVersion.map(({ version, keys }) => `version ${version}: ${keys} data keys`),
      `erased: ${status.erased} data keys`,
    ]);
    return status.byVersion.some(({ version }) => version !== status.version) ? 1 : 0;
  });
};

/** `keys new`: the secret of the next version, into DATA_DIR on one machine, else shown once to be given to all of them. */
export const makeKey: Run = async (given, output) => {
  refusePositionals(given);
  const { dataDir, wrappingSecrets, databaseUrl } = readEnv(process.env);
  const version = Math.max(1, ...wrappingSecrets.keys()) + 1;
  const secret = randomBytes(32).toString("base64url");
  const isHere = databaseUrl === null && process.env.VIGIL_WRAPPING_SECRETS === undefined;
  if (isHere) {
    const file = addWrappingSecret(dataDir, version, secret);
    await output.result({ version, file }, [`version ${version} is in ${file}: restart Vigil, then run keys rotate`]);
    return 0;
  }
  output.say("Add it to VIGIL_WRAPPING_SECRETS on every machine, restart them all, then run keys rotate.");
  await output.result({ version, secret: `${version}:${secret}` }, [`${version}:${secret}`]);
  return 0;
};

/** `keys rotate`: wraps data keys under the newest version; exit code 1 when some could not be. */
export const rotate: Run = async (given, output) => {
  refusePositionals(given);
  return withDesk(output.say, async () => {
    const done = await rotateKeys(CLI);
    await output.result(done, [
      `${done.rewrapped} data keys are wrapped under version ${done.version} now; ${done.left} are not`,
      ...(done.unreadable > 0 ? [`${done.unreadable} do not unwrap: see the log for their ids`] : []),
    ]);
    return done.left > 0 ? 1 : 0;
  });
};
