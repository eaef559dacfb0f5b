import { z } from "zod";
import { spanLines } from "../terminal/span-lines.ts";
import { traceIdInput } from "./read-trace.ts";
import { cutAt, present, sheetOf, shortened, tool } from "./tool.ts";

export const readSpanTool = tool({
  name: "read_span",
  title: "Read a step",
  description:
    "Shows one step (span) of a trace whole: its facts, system prompt, messages, tool arguments and result, error with stack, " +
    "events and attributes. Long ones come in parts: ask again with the offset that the answer names.",
  input: z.strictObject({
    traceId: traceIdInput,
    spanId: z.string().regex(/^[0-9a-fA-F]{16}$/, "give the 16 hex digits of a span id"),
    offset: z.number().int().min(0).default(0).describe("the character to begin with"),
    characters: z.number().int().min(1000).max(100_000).default(20_000).describe("at most"),
  }),
  run: async (project, { traceId, spanId, offset, characters }, signal) => {
    const span = await project.get("spans/:traceId/:spanId", { traceId, spanId }, signal);
    const whole = spanLines(span, sheetOf()).join("\n");
    const next = cutAt(whole, Math.min(whole.length, offset + characters));
    const text = whole.slice(offset, next);
    const isCut = next < whole.length;
    const goesOn = `\n… cut here, at ${next} of ${whole.length} characters: ask again with offset ${next}`;
    const { name, kind, status, startTime, durationNanos, sessionId, agentName, provider, model, tokens, cost } = span;
    const facts = {
      traceId,
      spanId,
      parentSpanId: span.parentSpanId,
      name: shortened(name, 200),
      kind,
      status,
      startTime,
      durationNanos,
    };
    return {
      text: isCut ? text + goesOn : text,
      structured: {
        span: present({ ...facts, sessionId, agentName, provider, model, tokens, cost }),
        text,
        characters: whole.length,
        nextOffset: isCut ? next : null,
      },
    };
  },
});
