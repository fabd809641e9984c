import "server-only";
import { type Actor, requireUser } from "@/domain/access/actor";
import type { TemplateList } from "@/domain/decide/template-dto";
import { currentSetting } from "@/domain/settings/current-setting";

/** The beginnings of notes that admins keep, in their order. Throws FORBIDDEN. */
export async function listTemplates(actor: Actor): Promise<TemplateList> {
  requireUser(actor, "case.decide");
  return { items: await currentSetting("templates") };
}
