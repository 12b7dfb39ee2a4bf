import { z } from "zod";

/**
 * What Discord's REST API takes, by hand from its published OpenAPI document (v10) and documentation, for what a bot
 * like ours sends. Unknown keys are refused, which the real one would overlook.
 */
const snowflake = z.string().regex(/^(0|[1-9]\d*)$/);
const text = (most: number, least = 0) => z.string().min(least).max(most);
const customId = text(100, 1);
const localizations = (most: number) => z.record(z.string(), text(most, 1)).optional();

const button = z.strictObject({
  type: z.literal(2),
  style: z.number().int().min(1).max(4),
  label: text(80, 1),
  custom_id: customId,
  disabled: z.boolean().optional(),
});
const select = z.strictObject({
  type: z.literal(3),
  custom_id: customId,
  placeholder: text(150).optional(),
  min_values: z.number().int().min(0).max(25).optional(),
  max_values: z.number().int().min(1).max(25).optional(),
  options: z
    .array(z.strictObject({ label: text(100, 1), value: text(100, 1), default: z.boolean().optional() }))
    .min(1)
    .max(25),
});
const row = z.strictObject({
  type: z.literal(1),
  components: z.union([z.array(button).min(1).max(5), z.array(select).length(1)]),
});
const textDisplay = z.strictObject({ type: z.literal(10), content: text(4000, 1) });
const gallery = z.strictObject({
  type: z.literal(12),
  items: z
    .array(
      z.strictObject({
        media: z.strictObject({ url: text(2048) }),
        description: text(1024, 1).optional(),
        spoiler: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(10),
});
const embed = z.strictObject({
  description: text(4096).optional(),
  color: z.number().int().min(0).max(0xffffff).optional(),
});
const attachment = z.strictObject({
  id: snowflake,
  filename: text(1024, 1).optional(),
  description: text(1024).optional(),
  is_spoiler: z.boolean().optional(),
});

const content = {
  content: text(2000).optional(),
  embeds: z.array(embed).max(10).optional(),
  components: z
    .array(z.union([row, textDisplay, gallery]))
    .max(40)
    .optional(),
  attachments: z.array(attachment).max(10).optional(),
  // Nobody may ever be pinged.
  allowed_mentions: z.strictObject({ parse: z.array(z.string()).length(0) }),
  flags: z.number().int().optional(),
};

export const Message = z.strictObject({
  ...content,
  nonce: text(25, 1),
  enforce_nonce: z.literal(true),
  message_reference: z.strictObject({ message_id: snowflake, fail_if_not_exists: z.boolean().optional() }).optional(),
});
export const NoticeToOne = z.strictObject({ content: content.content, allowed_mentions: content.allowed_mentions });
export const EditedMessage = z.strictObject(content);
/** By an interaction's token: a new message, or an edited one. */
export const WebhookMessage = z.strictObject(content);
export const Thread = z.strictObject({
  name: text(100, 1),
  auto_archive_duration: z.union([z.literal(60), z.literal(1440), z.literal(4320), z.literal(10080)]).optional(),
});
export const ChannelChange = z.strictObject({ archived: z.boolean() });
export const PrivateChat = z.strictObject({ recipient_id: snowflake });

const field = z.union([
  z.strictObject({
    type: z.literal(4),
    custom_id: customId,
    style: z.union([z.literal(1), z.literal(2)]),
    value: text(4000).optional(),
    placeholder: text(100).optional(),
    required: z.boolean().optional(),
    max_length: z.number().int().min(1).max(4000).optional(),
  }),
  z.strictObject({
    type: z.literal(19),
    custom_id: customId,
    min_values: z.number().int().min(0).max(10).optional(),
    max_values: z.number().int().min(1).max(10).optional(),
    required: z.boolean().optional(),
  }),
]);
const modal = z.strictObject({
  custom_id: customId,
  title: text(45, 1),
  components: z
    .array(
      z.strictObject({
        type: z.literal(18),
        label: text(45, 1),
        description: text(100, 1).optional(),
        component: field,
      }),
    )
    .min(1)
    .max(5),
});
const choice = z.strictObject({
  name: text(100, 1),
  name_localizations: localizations(100),
  value: text(6000, 1),
});

export const Callback = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal(4), data: z.strictObject(content) }),
  z.strictObject({ type: z.literal(5), data: z.strictObject({ flags: z.literal(64) }).optional() }),
  z.strictObject({ type: z.literal(6) }),
  z.strictObject({ type: z.literal(8), data: z.strictObject({ choices: z.array(choice).max(25) }) }),
  z.strictObject({ type: z.literal(9), data: modal }),
]);
export type Callback = z.infer<typeof Callback>;
export type Modal = z.infer<typeof modal>;

const slashName = z.string().regex(/^[-_'\p{L}\p{N}]{1,32}$/u);
const option = z.strictObject({
  type: z.union([z.literal(3), z.literal(4), z.literal(11)]),
  name: slashName,
  name_localizations: localizations(32),
  description: text(100, 1),
  description_localizations: localizations(100),
  required: z.boolean().optional(),
  autocomplete: z.boolean().optional(),
  choices: z.array(choice).max(25).optional(),
  max_length: z.number().int().min(1).max(6000).optional(),
  min_value: z.number().int().optional(),
});
const command = {
  name_localizations: localizations(32),
  default_member_permissions: z.number().int().min(0).optional(),
  contexts: z.array(z.number().int().min(0).max(2)).min(1),
  integration_types: z.array(z.number().int().min(0).max(1)).min(1),
};
export const Commands = z.array(
  z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal(1),
      name: slashName,
      description: text(100, 1),
      description_localizations: localizations(100),
      options: z.array(option).max(25),
      ...command,
    }),
    z.strictObject({ type: z.literal(3), name: text(32, 1), ...command }),
  ]),
);
export type Commands = z.infer<typeof Commands>;
