import type { Kind, Status } from "../model/span.ts";
import { type Ink, ink, type Style } from "./sheet.ts";

const statuses: Readonly<Record<Status, Ink>> = {
  ok: ink("green", "✓"),
  error: ink("red", "✕"),
  running: ink("cyan", "◌"),
};

export const statusMark = (status: Status): Ink => statuses[status] ?? ink("dim", "?");

interface Family {
  readonly shape: string;
  readonly style: Style;
}

/** One shape and one colour for each family of kinds, as in the window. */
const families = {
  agent: { shape: "◆", style: "magenta" },
  llm: { shape: "●", style: "blue" },
  tool: { shape: "■", style: "cyan" },
  retrieval: { shape: "▲", style: "blue" },
  guardrail: { shape: "⬡", style: "yellow" },
  event: { shape: "·", style: "dim" },
  operation: { shape: "▬", style: "dim" },
} as const satisfies Readonly<Record<string, Family>>;

interface Shown {
  readonly word: string;
  readonly family: Family;
}

const { agent, llm, tool, retrieval, guardrail, event, operation } = families;
const kinds: ReadonlyMap<string, Shown> = new Map<Kind, Shown>([
  ["session", { word: "Session", family: agent }],
  ["agent", { word: "Agent", family: agent }],
  ["workflow", { word: "Workflow", family: operation }],
  ["task", { word: "Task", family: operation }],
  ["operation", { word: "Operation", family: operation }],
  ["llm", { word: "Model", family: llm }],
  ["tool", { word: "Tool", family: tool }],
  ["retrieval", { word: "Retrieval", family: retrieval }],
  ["embedding", { word: "Embedding", family: retrieval }],
  ["rerank", { word: "Rerank", family: retrieval }],
  ["memory", { word: "Memory", family: retrieval }],
  ["guardrail", { word: "Guardrail", family: guardrail }],
  ["evaluator", { word: "Evaluator", family: guardrail }],
  ["prompt", { word: "Prompt", family: operation }],
  ["event", { word: "Event", family: event }],
  ["http", { word: "HTTP", family: operation }],
  ["db", { word: "Database", family: operation }],
  ["span", { word: "Span", family: operation }],
]);
const unknown: Shown = { word: "Span", family: operation };

export const kindWord = (kind: string): string => (kinds.get(kind) ?? unknown).word;

export function kindMark(kind: string): Ink {
  const { shape, style } = (kinds.get(kind) ?? unknown).family;
  return ink(style, shape);
}
