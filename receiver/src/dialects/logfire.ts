import type { Kind } from "../model/span.ts";
import type { Dialect, Said } from "./dialect.ts";
import { kindByOperation, kindByRequestType, kindByWhatIsThere } from "./otel-genai.ts";
import { usageInAnswer } from "./provider-usage.ts";
import { from, member, text } from "./readers.ts";

/** https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
const errorLevel = 17;
const keys = ["logfire.span_type", "logfire.level_num", "logfire.msg_template", "http.request.method", "db.system"];

/**
 * https://github.com/pydantic/logfire/blob/main/logfire/_internal/constants.py
 * What it opens itself; what others open while it is there they tell in their own words.
 */
export const logfire: Dialect = {
  name: "logfire",
  keys: [...keys, "gen_ai.operation.name", "gen_ai.request.type", "llm.request.type"],
  speaks: ({ scope }) => scope === "logfire" || scope.startsWith("logfire.") || scope.startsWith("@pydantic/logfire"),
  kind: kindOf,
  fields: {
    failed: from(["logfire.level_num"], (said) => (isError(said) ? true : undefined)),
    errorType: text("exception.type"),
    errorMessage: from(["exception.message", "logfire.level_num", "logfire.msg"], (said) => {
      const isLog = isError(said) && said.text("logfire.span_type") === "log";
      return said.text("exception.message") ?? (isLog ? said.text("logfire.msg") : undefined);
    }),
  },
  usage: from(["gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "response_data"], (said) => {
    if (said.has("gen_ai.usage.input_tokens") || said.has("gen_ai.usage.output_tokens")) return undefined;
    const told = usageInAnswer(member(said.json("response_data"), "usage"));
    return told === undefined ? undefined : { ...told, source: "read from the answer itself" };
  }),
};

function isError(said: Said): boolean {
  return (said.number("logfire.level_num") ?? 0) >= errorLevel;
}

/** A line of a log is sent as a span that takes no time. */
function kindOf(said: Said): Kind {
  if (said.text("logfire.span_type") === "log") return "event";
  if (said.text("logfire.msg_template")?.startsWith("Embedding Creation")) return "embedding";
  const told = kindByOperation(said) ?? kindByRequestType(said) ?? kindByWhatIsThere(said);
  if (told !== undefined) return told;
  if (said.has("db.system")) return "db";
  return said.has("http.request.method") ? "http" : "operation";
}
