import { running } from "../running.ts";
import type { Instrument } from "./instrument.ts";

/**
 * Google's Agent Development Kit tells its spans to the process's own tracer, and by itself puts all that is said on
 * them: not where content is off. What we know of its calls of Gemini is added by `google-genai.ts`.
 */
export const instrument: Instrument = {
  name: "google-adk",
  packages: [{ name: "@google/adk", versions: ">=2 <3" }],
  patch() {
    const at = running();
    if (at && !at.content.isOn) process.env.ADK_CAPTURE_MESSAGE_CONTENT_IN_SPANS ??= "false";
    if (at?.isApart) throw new Error("it tells only the process's own tracer, which is another's; use monitorAgent");
  },
};
