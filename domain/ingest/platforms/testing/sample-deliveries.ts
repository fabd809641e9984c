/** One or more sound deliveries of each platform, with invented people, for tests that hold for all platforms. */

const FORM = "application/x-www-form-urlencoded";

type SampleDelivery = { body: Record<string, unknown>; contentType?: string };

const zendeskDetail = { id: "5158", subject: "Help", requester_id: "71", submitter_id: "71", description: "Hello" };
const zendeskEvent = (kind: string, event: object) => ({
  body: {
    type: `zen:event-type:ticket.${kind}`,
    id: "e-1",
    time: "2026-11-21T02:34:56Z",
    detail: zendeskDetail,
    event,
  },
});
const zendeskComment = { id: 77, body: "Hello", is_public: true, author: { id: 71, is_staff: false, name: "Imke" } };

const intercomPart = {
  id: "p-1",
  part_type: "comment",
  body: "<p>Hello</p>",
  created_at: 1795228496,
  author: { type: "user", id: "c-1", name: "Imke" },
  attachments: [{ type: "upload", name: "lake.png", content_type: "image/png" }],
  redacted: false,
};
const intercom = (topic: string, item: object) => ({
  body: { id: "notif_1", topic, data: { item: { type: "conversation", id: "c-1", created_at: 1795228490, ...item } } },
});
const chatwoot = (fields: object) => ({
  body: {
    event: "message_created",
    id: 118,
    content: "Hello",
    created_at: "2026-11-21T02:34:56Z",
    message_type: "incoming",
    private: false,
    content_attributes: {},
    attachments: [{ file_type: "image", fallback_title: "lake" }],
    sender: { id: 14, name: "Imke", type: "contact" },
    conversation: { id: 10 },
    account: { id: 1 },
    ...fields,
  },
});
const crisp = (event: string, data: object) => ({
  body: {
    website_id: "w",
    event,
    data: { session_id: "s-1", fingerprint: 1632396, ...data },
    timestamp: 1795228496789,
  },
});
const frontEvent = {
  id: "evt_1",
  type: "inbound",
  conversation: { id: "cnv_1" },
  target: {
    _meta: { type: "message" },
    data: {
      id: "msg_1",
      is_inbound: true,
      subject: "Help",
      text: "Hello",
      body: "<p>Hello</p>",
      created_at: 1795228496.5,
      recipients: [{ role: "from", handle: "imke@example.test", name: "Imke" }],
      attachments: [{ filename: "a.png", content_type: "image/png" }],
    },
  },
};
const generic = (type: string, data: object): SampleDelivery => ({
  body: { type, timestamp: "2026-11-21T02:34:56Z", data: { conversationId: "c-1", messageId: "m-1", ...data } },
});
const genericMessage = { role: "user", text: "Hello", author: { id: "u-1", name: "Imke" } };
const genericSamples = [
  generic("message.created", { ...genericMessage, sentAt: "2026-11-21T02:34:55Z", sequence: 4, isPrivateNote: false }),
  generic("message.edited", { ...genericMessage, editedAt: "2026-11-21T02:34:55Z" }),
  generic("message.deleted", { deletedAt: "2026-11-21T02:34:55Z" }),
];
const slack = (event: object) => ({
  body: { type: "event_callback", team_id: "T1", event_id: "Ev1", event: { type: "message", channel: "C1", ...event } },
});
const slackMessage = { user: "U1", text: "Hello <@U2> &amp; all", ts: "1795228496.000100", channel_type: "channel" };
const messenger = (object: string, fields: object) => ({
  body: {
    object,
    entry: [
      {
        id: "page",
        time: 1795228496789,
        messaging: [{ sender: { id: "u-1" }, recipient: { id: "page" }, timestamp: 1795228496789, ...fields }],
      },
    ],
  },
});
const metaMessage = { message: { mid: "m-1", text: "Hello", attachments: [{ type: "image", payload: {} }] } };
const whatsapp = (message: object) => ({
  body: {
    object: "whatsapp_business_account",
    entry: [
      {
        id: "waba",
        changes: [
          {
            field: "messages",
            value: {
              messaging_product: "whatsapp",
              metadata: { phone_number_id: "1", display_phone_number: "15550001" },
              contacts: [{ profile: { name: "Imke" }, wa_id: "15550002" }],
              messages: [{ from: "15550002", id: "wamid.1", timestamp: "1795228496", ...message }],
            },
          },
        ],
      },
    ],
  },
});
const telegramMessage = {
  message_id: 5,
  from: { id: 71, is_bot: false, first_name: "Imke", username: "imke" },
  chat: { id: -1001234567890, type: "supergroup", title: "Desk" },
  date: 1795228496,
  text: "Hello",
};
const matrixEvent = {
  event_id: "$e-1",
  room_id: "!room:example.test",
  sender: "@imke:example.test",
  type: "m.room.message",
  origin_server_ts: 1795228496789,
  content: { msgtype: "m.text", body: "Hello" },
};

/** By the name of the platform. */
export const SAMPLE_DELIVERIES: Readonly<Record<string, readonly SampleDelivery[]>> = {
  "standard-webhooks": genericSamples,
  "discord-gateway": genericSamples,
  slack: [
    slack(slackMessage),
    slack({
      subtype: "message_changed",
      message: { ...slackMessage, text: "Hello again", edited: { user: "U1", ts: "1795228499.000000" } },
      previous_message: slackMessage,
      ts: "1795228499.000200",
    }),
    slack({
      subtype: "message_deleted",
      deleted_ts: "1795228496.000100",
      previous_message: slackMessage,
      ts: "1795228500.0",
    }),
  ],
  twilio: [
    {
      body: { MessageSid: "SM1", AccountSid: "AC1", From: "+15550002", To: "+15550001", Body: "Hello", NumMedia: "0" },
      contentType: FORM,
    },
    {
      body: {
        EventType: "onMessageAdded",
        ConversationSid: "CH1",
        MessageSid: "IM1",
        Author: "imke",
        Body: "Hello",
        DateCreated: "2026-11-21T02:34:56Z",
        Index: "4",
        AccountSid: "AC1",
      },
      contentType: FORM,
    },
  ],
  whatsapp: [
    whatsapp({ type: "text", text: { body: "Hello" } }),
    whatsapp({ type: "image", image: { id: "media", caption: "the lake" } }),
    whatsapp({ type: "interactive", interactive: { type: "button_reply", button_reply: { id: "1", title: "Yes" } } }),
  ],
  messenger: [messenger("page", metaMessage), messenger("page", { message_edit: { mid: "m-1", text: "Hello again" } })],
  instagram: [
    messenger("instagram", metaMessage),
    messenger("instagram", { message: { mid: "m-1", is_deleted: true } }),
  ],
  telegram: [
    { body: { update_id: 9, message: telegramMessage } },
    { body: { update_id: 9, edited_message: { ...telegramMessage, edit_date: 1795228499 } } },
    {
      body: {
        update_id: 9,
        message: { ...telegramMessage, text: undefined, photo: [{ file_id: "f" }], caption: "lake" },
      },
    },
  ],
  intercom: [
    intercom("conversation.user.created", { source: intercomPart }),
    intercom("conversation.user.replied", { conversation_parts: { conversation_parts: [intercomPart] } }),
    intercom("conversation_part.redacted", {
      conversation_parts: { conversation_parts: [{ ...intercomPart, redacted: true }] },
    }),
  ],
  zendesk: [
    zendeskEvent("comment_added", { comment: zendeskComment }),
    zendeskEvent("comment_redacted", { comment: zendeskComment }),
    zendeskEvent("created", {}),
    {
      body: {
        vigil: 1,
        ticket_id: "5158",
        comment_id: "77",
        is_public: "true",
        author_id: "71",
        author_role: "End user",
        requester_id: "71",
        updated_at: "2026-11-21T02:34Z",
        text: "Hello",
        author_name: "Imke",
      },
    },
  ],
  chatwoot: [
    chatwoot({}),
    chatwoot({
      event: "message_updated",
      message_type: "template",
      updated_at: "2026-11-21T02:35:56Z",
      content_attributes: { submitted_values: [{ title: "Yes", value: "yes" }] },
    }),
    chatwoot({ event: "message_updated", content_attributes: { deleted: true } }),
  ],
  front: [
    { body: frontEvent },
    { body: { type: "inbound_received", authorization: { id: "cmp_1" }, payload: frontEvent } },
  ],
  crisp: [
    crisp("message:send", {
      type: "text",
      from: "user",
      content: "Hello",
      timestamp: 1795228496700,
      user: { nickname: "Imke" },
    }),
    crisp("message:updated", { content: { text: "Talk?", choices: [{ label: "Yes", selected: true }] } }),
    crisp("message:removed", {}),
  ],
  mattermost: [
    {
      body: {
        token: "t",
        team_id: "t1",
        channel_id: "c1",
        channel_name: "desk",
        timestamp: 1795228496,
        user_id: "u1",
        user_name: "imke",
        post_id: "p1",
        text: "Hello",
      },
    },
  ],
  "rocket-chat": [
    {
      body: {
        token: "t",
        bot: false,
        channel_id: "c1",
        channel_name: "desk",
        message_id: "m1",
        timestamp: "2026-11-21T02:34:56.789Z",
        user_id: "u1",
        user_name: "imke",
        text: "Hello",
        siteUrl: "https://chat.example.test",
      },
    },
  ],
  matrix: [
    { body: { events: [matrixEvent] } },
    {
      body: {
        events: [
          {
            ...matrixEvent,
            content: {
              msgtype: "m.text",
              body: "* Hello again",
              "m.new_content": { msgtype: "m.text", body: "Hello again" },
              "m.relates_to": { rel_type: "m.replace", event_id: "$e-0" },
            },
          },
        ],
      },
    },
    { body: { events: [{ ...matrixEvent, type: "m.room.redaction", content: { redacts: "$e-0" } }] } },
  ],
  sunshine: [
    {
      body: {
        app: { id: "a" },
        events: [
          {
            id: "e-1",
            type: "conversation:message",
            payload: {
              conversation: { id: "c-1", type: "personal" },
              message: {
                id: "m-1",
                received: "2026-11-21T02:34:56.789Z",
                author: { type: "user", userId: "u-1", displayName: "Imke" },
                content: {
                  type: "formResponse",
                  fields: [{ label: "How?", text: "badly", select: [{ label: "Yes" }] }],
                },
                source: { type: "web" },
              },
            },
          },
        ],
      },
    },
  ],
  freshchat: [
    {
      body: {
        actor: { actor_type: "user", actor_id: "u-1" },
        action: "message_create",
        action_time: "2026-11-21T02:34:57Z",
        data: {
          message: {
            id: "m-1",
            conversation_id: "c-1",
            actor_type: "user",
            actor_id: "u-1",
            message_type: "normal",
            created_time: "2026-11-21T02:34:56Z",
            message_parts: [{ text: { content: "Hello" } }, { image: { url: "https://x.test" } }],
          },
        },
      },
    },
  ],
  discord: [
    {
      body: {
        version: 1,
        application_id: "1",
        type: 1,
        event: {
          type: "GAME_DIRECT_MESSAGE_CREATE",
          timestamp: "2026-11-21T02:34:56.789Z",
          data: {
            id: "1300000000000000001",
            type: 0,
            content: "Hello",
            channel_id: "1300000000000000002",
            timestamp: "2026-11-21T02:34:56.789Z",
            author: { id: "1300000000000000003", username: "imke", global_name: "Imke" },
          },
        },
      },
    },
  ],
};
