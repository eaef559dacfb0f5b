import { readContent } from "../dialects/content/read-content.ts";
import type { Message } from "../model/message.ts";
import type { Span } from "../model/span.ts";
import type { Trace } from "../model/trace.ts";
import type { Questions } from "../store/questions.ts";

/** In characters. */
const most = 200;

/**
 * The traces with the first of what they were asked and of what they answered, where that is not long to find. Of those
 * whose spans are at hand, all of them and by start, nothing is looked for.
 */
export async function withPreviews<Item extends Trace>(
  questions: Pick<Questions, "findSpeakers">,
  project: string,
  traces: readonly Item[],
  atHand?: ReadonlyMap<string, readonly Span[]>,
): Promise<readonly Item[]> {
  const speakers = await questions.findSpeakers(project, traces, atHand);
  return traces.map((trace) => {
    const { outer, firstCall, lastCall } = speakers.get(trace.traceId) ?? nobody;
    const inputPreview = asked(outer) ?? asked(firstCall);
    return { ...trace, inputPreview, outputPreview: answered(outer) ?? answered(lastCall) };
  });
}

/** What was asked first in each of these, where that is not long to find: by the name they are given by. */
export async function openingsOf(
  questions: Pick<Questions, "findSpeakers">,
  project: string,
  traces: ReadonlyMap<string, Pick<Trace, "traceId" | "startTime" | "endTime">>,
): Promise<ReadonlyMap<string, string | null>> {
  const speakers = await questions.findSpeakers(project, [...traces.values()]);
  return new Map(
    traces.entries().map(([name, { traceId }]) => {
      const { outer, firstCall } = speakers.get(traceId) ?? nobody;
      return [name, asked(outer) ?? asked(firstCall)];
    }),
  );
}

const nobody = { outer: undefined, firstCall: undefined, lastCall: undefined };

/** What the user said last, else whatever was said last. */
function asked(span: Span | undefined): string | null {
  if (span === undefined) return null;
  const { input } = readContent(span, []);
  return lastText(input.filter(({ role }) => role === "user")) ?? lastText(input);
}

const answered = (span: Span | undefined): string | null =>
  span === undefined ? null : lastText(readContent(span, []).output);

function lastText(messages: readonly Message[]): string | null {
  for (const { parts } of messages.toReversed()) {
    const said = parts
      .flatMap((part) => (part.type === "text" ? [part.text.trim()] : []))
      .filter((text) => text !== "");
    if (said.length > 0) return shortened(said.join(" "));
  }
  return null;
}

function shortened(text: string): string {
  const line = text.slice(0, most * 2).replaceAll(/\s+/g, " ");
  return line.length > most ? `${line.slice(0, most - 1).toWellFormed()}…` : line;
}
