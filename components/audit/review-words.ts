/** The words of the log review. */
import type { ReviewGroup } from "@/domain/audit/review-groups";

export const GROUP_WORDS: Readonly<Record<ReviewGroup, { title: string; says: string }>> = {
  refused: { title: "Refused attempts", says: "Sign-ins, rights, keys and signatures that were turned away" },
  exports: { title: "Exports", says: "Records and conversations that left the desk" },
  outside_claims: { title: "Reading outside a claim", says: "What people opened without working on the case" },
  people: { title: "People and roles", says: "Who was let in, and what they may do" },
  keys: { title: "Keys and secrets", says: "Made, revoked, wrapped anew" },
  settings: { title: "Settings, policies and sources", says: "What the desk goes by, and where it sends" },
  model: { title: "Model", says: "What reads conversations" },
  many: { title: "Many at once", says: "Changes of many cases, and deliveries read again" },
  erased: { title: "Erasure and holds", says: "What was looked up, erased, kept or let go" },
  log: { title: "The log itself", says: "Who read it, took it out or signed it off" },
};

export const VERDICT_WORDS = {
  nothing_unusual: "Nothing unusual",
  followed_up: "Something was followed up",
} as const;
