import { hash } from "node:crypto";
import { readContent } from "../dialects/content/read-content.ts";
import type { LogRecord } from "../model/log.ts";
import type { Message, Part } from "../model/message.ts";
import type { Span } from "../model/span.ts";
import type { StepSaid } from "../model/step.ts";
import { complaintOf } from "./complaint.ts";

/** What stands in the place of content that is not captured begins with this. */
const mark = "[not captured";

/** What was said in a call, in as few words as comparing takes. */
export function saidOfSpan(span: Span, logs: readonly LogRecord[]): StepSaid {
  const { tool, system, input, output } = readContent(span, logs);
  if (tool !== null)
    return {
      given: print(tool.arguments),
      returned: print(tool.result),
      isBlank: isBlankResult(tool.result),
      complaint: complaintOf(tool.result),
    };
  return {
    given: input.length === 0 ? "" : print([system, input]),
    returned: output.some(saysSomething) ? print(output) : "",
    isBlank: input.length > 0 && output.length > 0 && !output.some(saysSomething),
    complaint: "",
  };
}

const saysSomething = ({ parts }: Message) => parts.some(isSaid);

function isSaid(part: Part): boolean {
  if (part.type === "text") return part.text.trim() !== "";
  return part.type !== "reasoning";
}

/** A tool that gives back nothing may have done its work; one that gives back an empty list looked in vain. */
function isBlankResult(result: unknown): boolean {
  if (typeof result === "string") return ["", "[]", "{}", "null"].includes(result.trim());
  if (Array.isArray(result)) return result.length === 0;
  return typeof result === "object" && result !== null && Object.keys(result).length === 0;
}

/** The same for the same values, whatever the order of their names; '' for none, and for what was not captured. */
function print(value: unknown): string {
  if (value === null || value === undefined || value === "") return "";
  try {
    const text = typeof value === "string" ? value : (JSON.stringify(value, inOrder) ?? "");
    return text.includes(mark) ? "" : hash("sha256", text, "base64").slice(0, 22);
  } catch {
    return "";
  }
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const ordered: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value).sort()) ordered[key] = (value as Record<string, unknown>)[key];
  return ordered;
}
