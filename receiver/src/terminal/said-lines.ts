import type { Message, Part } from "../model/message.ts";
import type { Span } from "../model/span.ts";
import { ink, type Line, onOneLine, textOf } from "./sheet.ts";
import { firstLines, textLines, valueText } from "./text-lines.ts";
import { cut } from "./width.ts";

/** How much is shown of each thing that was said; null is all of it. */
export interface Room {
  readonly width: number | null;
  readonly lines: number | null;
  /** Objects and lists on one line, not on one for each of their members. */
  readonly isDense: boolean;
}

/** Messages one after the other, each under the name of its role. */
export function messageLines(messages: readonly Message[], room: Room): Line[] {
  return messages.flatMap(({ role, parts }) => [ink("bold", role), ...parts.flatMap((part) => partLines(part, room))]);
}

function partLines(part: Part, room: Room): Line[] {
  switch (part.type) {
    case "text":
      return saidLines(part.text, room);
    case "reasoning":
      return [ink("dim", "  (reasoning)"), ...saidLines(part.text, room)];
    case "tool_call":
      return marked("→", part.name, part.arguments, room);
    case "tool_result":
      return marked("←", "", part.result, room);
    case "media":
      return [ink("dim", `  (${[part.modality, part.mimeType, shortUri(part.uri)].filter(Boolean).join(", ")})`)];
    default:
      return [];
  }
}

/** A picture in the address itself is no address to look at. */
const shortUri = (uri: string | null) => (uri === null || uri.length <= 200 ? uri : `${uri.slice(0, 60)}…`);

export function saidLines(value: unknown, { width, lines, isDense }: Room): Line[] {
  if (value === null || value === undefined || value === "") return [];
  const text = valueText(value, isDense ? 0 : 2);
  const room = width === null ? null : width - 2;
  return (lines === null ? textLines(text, room) : firstLines(text, room, lines)).map((line) => `  ${line}`);
}

/** What a step added: the messages since the last answer, its own answer; of a tool, what it was given and gave. */
export function addedLines(span: Span, room: Room): Line[] {
  const { tool, input, output } = span;
  if (tool !== null && (tool.arguments !== null || tool.result !== null)) {
    return [tool.arguments, tool.result].flatMap((value, at) =>
      value === null ? [] : marked("→←".charAt(at), "", value, room),
    );
  }
  const answered = input.findLastIndex(({ role }) => role === "assistant");
  return messageLines([...input.slice(answered + 1), ...output], room);
}

function marked(mark: string, name: string, value: unknown, room: Room): Line[] {
  const head: Line = [ink("cyan", `  ${mark} `), ink("bold", name)];
  const lines = saidLines(value, { ...room, width: room.width === null ? null : room.width - 4 });
  const [first, ...others] = lines.map((line) => textOf(line).slice(2));
  if (first === undefined) return [head];
  const indented = others.map((line) => `    ${line}`);
  return room.isDense && name === "" ? [[...head, first], ...indented] : [head, `    ${first}`, ...indented];
}

const mostWords = 120;

/** The same in a few words: of a tool its arguments, else the answer, or what was asked. */
export const addedWords = (span: Span): string => cut(onOneLine(allWords(span).slice(0, 20 * mostWords)), mostWords);

function allWords({ tool, input, output }: Span): string {
  if (tool !== null) return tool.arguments === null ? "" : valueText(tool.arguments, 0);
  const last = output.at(-1) ?? input.at(-1);
  const words = last?.parts.map((part) => {
    if (part.type === "text") return part.text;
    return part.type === "tool_call" ? `→ ${part.name} ${valueText(part.arguments, 0)}` : "";
  });
  return (words ?? []).join(" ");
}

/** What went wrong in one line. */
export function errorWords({ error, statusMessage }: Pick<Span, "error" | "statusMessage">): string {
  const message = (error?.message || statusMessage || "").split("\n")[0] ?? "";
  const type = error?.type ?? "";
  if (message === "") return type;
  return type === "" || message.startsWith(type) ? message : `${type}: ${message}`;
}
