import { callApi, claimNext, sendConversation, untilRead } from "@/e2e/desk/desk-client";
import type { TestDesk } from "@/e2e/desk/test-desk";

/** Something of everything: what a desk holds after its first hour. */
export type FilledDesk = { conversationId: string; waitingCaseId: string; decidedCaseId: string };

/** Fills a desk: cases of several tiers, an unscored one, a clear conversation and a decided case. */
export async function fillDesk(desk: TestDesk): Promise<FilledDesk> {
  const { url } = desk;
  const key = await desk.key("Website chat");
  const lead = await desk.person("Lena Lead", "lead", "reviewer");
  const thread = [
    { role: "user" as const, text: "I want to end it all tonight", author: "guest-1" },
    { role: "assistant" as const, text: "I am glad you told me. Are you safe right now?" },
    { role: "user" as const, text: "I do not know", author: "guest-1" },
  ];
  const texts = [
    "My friend told me she's been cutting herself",
    "something that cannot be read [[garbage]]",
    "kms lmao this exam is killing me",
  ];
  const first = await sendConversation(url, key, ["I am right now, on the bridge"]);
  await untilRead(url, key, first.id);
  const decided = await claimNext(url, lead);
  const answer = await callApi(url, lead, `/api/v1/cases/${decided.id}/decision`, {
    method: "POST",
    body: JSON.stringify({
      token: decided.claim?.token,
      revision: decided.revision,
      findings: decided.classification?.risks.map(({ id }) => ({ assessment: "agree", riskId: id })),
      note: "Called the night team.",
    }),
  });
  if (!answer.ok) throw new Error(`the decision was refused: ${await answer.text()}`);
  const sent = [await sendConversation(url, key, thread, "thread-of-three")];
  for (const text of texts) sent.push(await sendConversation(url, key, [text]));
  await Promise.all(sent.map(({ id }) => untilRead(url, key, id)));
  const [waiting] = sent;
  const { cases } = await untilRead(url, await desk.admin(), waiting?.id ?? "");
  return { conversationId: waiting?.id ?? "", waitingCaseId: cases?.[0]?.id ?? "", decidedCaseId: decided.id };
}
