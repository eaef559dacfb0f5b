import { isList, isObject, isText, type Json } from "./values.ts";

const deepest = 12;
const anIndex = /^\d{1,20}$/;

type Branch = Map<string, unknown>;

/**
 * What a family of flattened attributes was before: `prefix.0.role`, `prefix.0.tool_calls.1.name`. In the order of the
 * indexes, whichever there are; what has no index is no member.
 */
export function familyOf(attributes: Json, prefix: string): readonly unknown[] {
  const root: Branch = new Map();
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith(prefix)) grow(root, key.slice(prefix.length).split("."), value);
  }
  return inOrder(root);
}

function grow(root: Branch, path: readonly string[], value: unknown): void {
  let branch = root;
  for (const step of path.slice(0, Math.min(path.length - 1, deepest))) {
    const next = branch.get(step) ?? new Map<string, unknown>();
    if (!(next instanceof Map)) return;
    branch.set(step, next);
    branch = next;
  }
  const leaf = path.slice(Math.min(path.length - 1, deepest)).join(".");
  if (!branch.has(leaf)) branch.set(leaf, value);
}

function inOrder(branch: Branch): readonly unknown[] {
  const members = [...branch].filter(([index]) => anIndex.test(index));
  return members.sort(([one], [other]) => Number(one) - Number(other)).map(([, value]) => grown(value));
}

function grown(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const branch = value as Branch;
  if (branch.keys().every((key) => anIndex.test(key))) return inOrder(branch);
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of branch) object[key] = grown(inner);
  return object;
}

/** A message of OpenInference's families in the plain form. */
export function openinferenceMessage(member: unknown): unknown {
  const message = isObject(member) ? (member.message ?? member.prompt ?? member.completion) : undefined;
  if (!isObject(message)) return message ?? member;
  const contents = isList(message.contents) ? message.contents.filter(isObject).map(contentOf) : [];
  const calls = isList(message.tool_calls) ? message.tool_calls.map(callOf) : undefined;
  const words = isText(message.content) ? message.content : undefined;
  return { ...message, content: contents.length === 0 ? words : contents, contents: undefined, tool_calls: calls };
}

function contentOf(member: Json): unknown {
  if (member.tool_call !== undefined) return callOf(member);
  return member.message_content ?? member;
}

function callOf(member: unknown): unknown {
  const call = isObject(member) ? member.tool_call : undefined;
  return isObject(call) ? { type: "function", ...call } : member;
}
