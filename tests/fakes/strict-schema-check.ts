/** Words that strict structured output takes; the rest is refused by one vendor or another. */
const ALLOWED = [
  "type",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "enum",
  "description",
  "anyOf",
  "const",
];

type Json = Record<string, unknown>;

/** What strict structured output would refuse in a JSON schema, or undefined. */
export function strictProblem(schema: unknown, path = "schema"): string | undefined {
  if (typeof schema !== "object" || schema === null) return `${path} is no schema`;
  const node = schema as Json;
  const unknown = Object.keys(node).find((key) => !ALLOWED.includes(key));
  if (unknown !== undefined) return `${path}: "${unknown}" is not permitted`;
  if (Array.isArray(node.anyOf)) return first(node.anyOf.map((part, at) => strictProblem(part, `${path}.anyOf.${at}`)));
  if (node.type === "array") return strictProblem(node.items, `${path}.items`);
  if (node.type !== "object") return node.type === undefined ? `${path} has no type` : undefined;
  const properties = (node.properties ?? {}) as Json;
  const required = Array.isArray(node.required) ? node.required : [];
  if (node.additionalProperties !== false) return `${path}: additionalProperties must be false`;
  const optional = Object.keys(properties).find((name) => !required.includes(name));
  if (optional !== undefined) return `${path}: "${optional}" must be required`;
  return first(Object.entries(properties).map(([name, value]) => strictProblem(value, `${path}.${name}`)));
}

function first(problems: (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}
