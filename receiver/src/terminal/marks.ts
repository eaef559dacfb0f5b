import { familyOf, type KindFamily } from "../model/kind-family.ts";
import type { Kind, Status } from "../model/span.ts";
import { type Ink, ink, type Style } from "./sheet.ts";

const statuses: Readonly<Record<Status, Ink>> = {
  ok: ink("green", "✓"),
  error: ink("red", "✕"),
  running: ink("cyan", "◌"),
};

export const statusMark = (status: Status): Ink => statuses[status] ?? ink("dim", "?");

interface Mark {
  readonly shape: string;
  readonly style: Style;
}

/** One shape and one colour for each family of kinds, as in the window. */
const marks: Readonly<Record<KindFamily, Mark>> = {
  agent: { shape: "◆", style: "magenta" },
  llm: { shape: "●", style: "blue" },
  tool: { shape: "■", style: "cyan" },
  retrieval: { shape: "▲", style: "blue" },
  guardrail: { shape: "⬡", style: "yellow" },
  event: { shape: "·", style: "dim" },
  operation: { shape: "▬", style: "dim" },
};

const words: ReadonlyMap<string, string> = new Map<Kind, string>([
  ["session", "Session"],
  ["agent", "Agent"],
  ["workflow", "Workflow"],
  ["task", "Task"],
  ["operation", "Operation"],
  ["llm", "Model"],
  ["tool", "Tool"],
  ["retrieval", "Retrieval"],
  ["embedding", "Embedding"],
  ["rerank", "Rerank"],
  ["memory", "Memory"],
  ["guardrail", "Guardrail"],
  ["evaluator", "Evaluator"],
  ["prompt", "Prompt"],
  ["event", "Event"],
  ["http", "HTTP"],
  ["db", "Database"],
  ["span", "Span"],
]);

export const kindWord = (kind: string): string => words.get(kind) ?? "Span";

export function kindMark(kind: string): Ink {
  const { shape, style } = marks[familyOf(kind)];
  return ink(style, shape);
}
