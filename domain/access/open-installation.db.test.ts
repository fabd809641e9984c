import { beforeAll, expect, it } from "vitest";
import { openInstallation } from "@/domain/access/open-installation";
import { openDesk } from "@/domain/testing/desk";
import { createKeyring } from "@/lib/crypto/keyring";
import { db } from "@/lib/db/client";
import { OperatorError } from "@/lib/process/operator-error";

beforeAll(openDesk);

it("ties a new database to its secret once, whichever of many processes is first", async () => {
  await Promise.all(Array.from({ length: 10 }, () => openInstallation()));
  const [row, ...others] = await db().installation.findMany();
  expect(others).toEqual([]);
  await openInstallation();
  expect(await db().installation.findMany()).toEqual([row]);
});

it("refuses a database that belongs to another secret, and leaves it as it is", async () => {
  const foreign = createKeyring("another secret of more than 32 characters").sealCheck();
  await db().installation.update({ where: { id: 1 }, data: { secretCheck: foreign } });
  const refused = openInstallation();
  await expect(refused).rejects.toThrow(OperatorError);
  await expect(refused).rejects.toThrow("VIGIL_SECRET is not the one this database was made with");
  const { secretCheck } = await db().installation.findUniqueOrThrow({ where: { id: 1 } });
  expect(Buffer.from(secretCheck).equals(Buffer.from(foreign))).toBe(true);
});
