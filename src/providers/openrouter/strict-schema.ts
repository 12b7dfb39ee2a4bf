import { zodResponseFormat } from "openai/helpers/zod";
import type { z } from "zod";

/**
 * Limits that strict structured output refuses with some vendor behind OpenRouter. They become words in the
 * description; the answer is checked against all of them when it comes.
 */
const LIMITS = ["minimum", "maximum", "minItems", "maxItems", "minLength", "maxLength", "pattern", "format"] as const;
/** Bounds that JSON Schema writers add to every integer say nothing. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `response_format` for a schema: strict, every property required, nothing else allowed. */
export function strictFormat(schema: z.ZodType, name: string) {
  const format = zodResponseFormat(schema, name);
  const { $schema: _dialect, ...body } = format.json_schema.schema as Json;
  return {
    type: "json_schema" as const,
    json_schema: { name, strict: true, schema: withoutLimits(body) as Json },
  };
}

function withoutLimits(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutLimits);
  if (!isObject(node)) return node;
  // Below `properties` keys are names of the product's, not words of JSON Schema.
  const kept = Object.entries(node).filter(([key]) => !isLimit(key));
  const plain = Object.fromEntries(
    kept.map(([key, value]) => [key, key === "properties" && isObject(value) ? eachOf(value) : withoutLimits(value)]),
  );
  const said = LIMITS.filter((key) => key in node && Math.abs(Number(node[key])) !== NO_LIMIT);
  if (said.length === 0) return plain;
  const words = said.map((key) => `${key} ${String(node[key])}`).join(", ");
  const before = typeof node.description === "string" ? `${node.description} ` : "";
  return { ...plain, description: `${before}(${words})` };
}

function eachOf(properties: Json): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, withoutLimits(value)]));
}

function isLimit(key: string): boolean {
  return (LIMITS as readonly string[]).includes(key);
}
