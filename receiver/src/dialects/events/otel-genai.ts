import type { Said } from "../dialect.ts";
import { millis } from "../fields.ts";
import { keysAsked, readFacts } from "../index.ts";
import { isCall } from "../kinds.ts";
import { from, text } from "../readers.ts";
import type { EventReader, ToldCall } from "./told-call.ts";

const model = text("gen_ai.request.model");
const errorType = text("exception.type", "error.type");
const errorMessage = text("exception.message");
const duration = millis("duration_ms");
const keys = [...keysAsked, ...[model, errorType, errorMessage, duration].flatMap((reader) => reader.keys)];

/** Has all the attributes of the call's span. Gemini CLI tells each call by an event of its own as well. */
function detailsOf(said: Said): ToldCall | undefined {
  if (said.scope === "gemini-cli") return undefined;
  const facts = readFacts(said);
  if (!isCall(facts.kind)) return undefined;
  const told = said.text("error.type");
  const failed = told === undefined ? facts : { ...facts, failed: true, errorType: told };
  const name = [said.text("gen_ai.operation.name") ?? "chat", model.read(said) ?? facts.toolName];
  return {
    role: "call",
    name: name.filter((word) => word !== undefined).join(" "),
    facts: failed,
    durationNanos: duration.read(said) ?? 0,
  };
}

function exceptionOf(said: Said): ToldCall {
  const facts = { failed: true, errorType: errorType.read(said), errorMessage: errorMessage.read(said) };
  return {
    role: "failure",
    name: "exception",
    facts: { ...readFacts(said), kind: "llm", counts: false, ...facts },
    durationNanos: 0,
  };
}

/** https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-events.md */
export const otelGenaiEvents: Readonly<Record<string, EventReader>> = {
  "gen_ai.client.inference.operation.details": from([...keys, "gen_ai.operation.name", "error.type"], detailsOf),
  "gen_ai.client.operation.exception": from(keys, exceptionOf),
};
