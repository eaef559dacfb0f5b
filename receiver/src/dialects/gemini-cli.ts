import type { Dialect } from "./dialect.ts";
import { kindByOperation } from "./otel-genai.ts";

/** The spans of the Gemini CLI: https://github.com/google-gemini/gemini-cli/blob/main/docs/cli/telemetry.md */
export const geminiCli: Dialect = {
  name: "gemini-cli",
  keys: ["gen_ai.operation.name"],
  speaks: (said) => said.scope === "gemini-cli",
  kind: (said) => kindByOperation(said) ?? "operation",
};
