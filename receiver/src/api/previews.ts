import { readContent } from "../dialects/content/read-content.ts";
import { memoryOfEach, openMemory } from "../memory.ts";
import type { Message } from "../model/message.ts";
import type { Span } from "../model/span.ts";
import { type Speakers, speakersIn } from "../model/speakers.ts";
import type { Trace } from "../model/trace.ts";
import type { SpeakingTrace } from "../store/queries/find-speakers.ts";
import type { SpokenTrace } from "../store/queries/trace-row.ts";
import type { Questions } from "../store/questions.ts";

/** In characters. */
const most = 200;

type Asked = Pick<Questions, "findSpeakers">;

/** What was said in it first of what was asked, and of what was answered; null where that is long to find. */
interface Previews {
  readonly inputPreview: string | null;
  readonly outputPreview: string | null;
}

const silent: Previews = { inputPreview: null, outputPreview: null };

/** The traces with what was said in them. */
export async function withPreviews(
  questions: Asked,
  project: string,
  traces: readonly SpokenTrace[],
): Promise<readonly Trace[]> {
  const previews = await previewsOf(questions, project, traces);
  return traces.map((trace) => ({ ...asTold(trace), ...previews.get(trace.traceId) }));
}

/** A trace whose spans are at hand, all of them and by start: nothing is looked for. */
export const withPreviewsAmong = (trace: SpokenTrace, spans: readonly Span[]): Trace => ({
  ...asTold(trace),
  ...said(speakersIn(spans)),
});

/** As it is told: who speaks in it is our own business. */
export function asTold({ speakers: _speakers, edition: _edition, ...trace }: SpokenTrace): Trace {
  return trace;
}

/** What was asked first in each of these, where that is not long to find: by the name they are given by. */
export async function openingsOf(
  questions: Asked,
  project: string,
  traces: ReadonlyMap<string, SpeakingTrace>,
): Promise<ReadonlyMap<string, string | null>> {
  const previews = await previewsOf(questions, project, [...traces.values()]);
  return new Map(traces.entries().map(([name, { traceId }]) => [name, previews.get(traceId)?.inputPreview ?? null]));
}

const remembered = { most: 16 * 2 ** 20 };
const sizeOf = ({ inputPreview, outputPreview }: Previews) =>
  200 + 2 * ((inputPreview?.length ?? 0) + (outputPreview?.length ?? 0));

/** Lists are asked for again and again. What was said in a trace holds until more of it arrives. */
const memoryOf = memoryOfEach<Asked, Previews>(() => openMemory(sizeOf, remembered));

/** By the id of the trace; those that were not looked for are left out. */
async function previewsOf(
  questions: Asked,
  project: string,
  traces: readonly SpeakingTrace[],
): Promise<ReadonlyMap<string, Previews>> {
  const memory = memoryOf(questions);
  const nameOf = ({ traceId, edition }: SpeakingTrace) => `${project}/${traceId}/${edition}`;
  const previews = new Map<string, Previews>();
  const unknown: SpeakingTrace[] = [];
  for (const trace of traces) {
    const known = trace.speakers === "" ? silent : memory.get(nameOf(trace));
    if (known === undefined) unknown.push(trace);
    else previews.set(trace.traceId, known);
  }
  const found = await questions.findSpeakers(project, unknown);
  for (const trace of unknown) {
    const speakers = found.get(trace.traceId);
    if (speakers === undefined) continue;
    const its = said(speakers);
    previews.set(trace.traceId, its);
    if (speakers.isWhole) memory.put(nameOf(trace), its);
  }
  return previews;
}

function said({ outer, firstCall, lastCall }: Speakers): Previews {
  return {
    inputPreview: asked(outer) ?? asked(firstCall),
    outputPreview: answered(outer) ?? answered(lastCall),
  };
}

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
