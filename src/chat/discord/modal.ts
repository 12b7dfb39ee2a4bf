import type { APIModalInteractionResponseCallbackData } from "discord.js";
import { ComponentType, TextInputStyle } from "discord.js";
import type { Form, FormField } from "../forms.ts";
import { cut } from "./components.ts";

/** Longest title and label; longest hint; longest text of a field. */
const MAX_MODAL = { title: 45, hint: 100, text: 4000 } as const;

/** A form as Discord's modal. */
export function toModal(customId: string, form: Form): APIModalInteractionResponseCallbackData {
  return {
    custom_id: customId,
    title: cut(form.title, MAX_MODAL.title),
    components: form.fields.map((field) => ({
      type: ComponentType.Label as const,
      label: cut(field.label, MAX_MODAL.title),
      ...(field.kind === "picture" && field.hint ? { description: cut(field.hint, MAX_MODAL.hint) } : {}),
      component: toField(field),
    })),
  };
}

function toField(field: FormField) {
  if (field.kind === "picture")
    return {
      type: ComponentType.FileUpload as const,
      custom_id: field.name,
      required: field.required,
      min_values: field.required ? 1 : 0,
      max_values: 1,
    };
  const limit = Math.min(field.maxLength ?? MAX_MODAL.text, MAX_MODAL.text);
  return {
    type: ComponentType.TextInput as const,
    custom_id: field.name,
    style: field.kind === "line" ? TextInputStyle.Short : TextInputStyle.Paragraph,
    required: field.required,
    max_length: limit,
    ...(field.value ? { value: field.value.slice(0, limit) } : {}),
    ...(field.hint ? { placeholder: cut(field.hint, MAX_MODAL.hint) } : {}),
  };
}
