/** Writes, or single examples of them, that leave no entry in the audit log, and why none: every other one must. */
export const WITHOUT_EVENTS: Readonly<Record<string, string>> = {
  receiveWebhook: "the delivery itself is durable; a worker that reads it appends the entry of the messages in it",
  classify: "stores nothing, and shows nobody what they did not send themselves",
  tryOfflineRules: "stores nothing, and reads what the caller sent",
  previewBulk: "changes nothing, and shows no content",
  planSampling: "works out what rates would cost, and stores nothing",
  "recordDecision again": "what is sent again changes nothing: the entry is that of the first time",
  heartbeat: "renews a claim, whose beginning and end are entries",
  notePresence: "who looks at a case now: gone after a minute, and no record of who read what",
  noteDeskPresence: "who is at the desk now: gone after a minute",
  changePreferences: "how the desk treats one person is theirs alone",
  endBreak: "breaks are the person’s own, and nobody else’s to read",
};
