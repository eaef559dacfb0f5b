import type { AttributesInput, EventInput, LogInput, SpanInput } from "../otlp/otlp-input.ts";
import type { Agent } from "./agents/agent.ts";
import type { Random } from "./random.ts";

/** Whom a session belongs to; written on each of its spans. */
export interface Cast {
  readonly sessionId: string;
  readonly userId: string;
  readonly platform: string;
  readonly environment: string;
  readonly release: string;
  readonly tags: readonly string[];
}

export interface Told<Item> {
  readonly agent: Agent;
  readonly item: Item;
}

/** One model call, as the metrics will count it. */
export interface Use {
  readonly agent: Agent;
  readonly operation: string;
  readonly provider: string;
  readonly model: string;
  readonly errorType: string | undefined;
  /** When it ended, in Unix milliseconds. */
  readonly at: number;
  readonly seconds: number;
  readonly input: number;
  readonly output: number;
}

export interface Story {
  readonly cast: Cast;
  readonly spans: Told<SpanInput>[];
  readonly logs: Told<LogInput>[];
  readonly uses: Use[];
}

/** A trace while it is being told. `now` is its clock in Unix milliseconds, with fractions, and only moves on. */
export interface Scene {
  readonly random: Random;
  readonly story: Story;
  readonly traceId: string;
  now: number;
}

export interface Passage {
  readonly agent: Agent;
  readonly name: string;
  /** OTLP: 1 internal, 2 server, 3 client. */
  readonly kind: 1 | 2 | 3;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly start: number;
  /** Absent while it runs: then only its start is told. */
  readonly end?: number;
  readonly attributes: AttributesInput;
  readonly failure?: Failure | undefined;
  readonly events?: readonly EventInput[];
}

export interface Failure {
  readonly type: string;
  readonly message: string;
  readonly stack?: string;
}

export function tell(scene: Scene, passage: Passage): void {
  const { cast } = scene.story;
  const attributes = { ...common(cast), ...passage.attributes };
  if (passage.end === undefined) tellStart(scene, passage, attributes);
  else tellSpan(scene, passage, attributes, passage.end);
}

function tellSpan(scene: Scene, passage: Passage, attributes: AttributesInput, end: number): void {
  const { failure } = passage;
  const exception = failure && exceptionEvent(failure, end);
  scene.story.spans.push({
    agent: passage.agent,
    item: {
      traceId: scene.traceId,
      spanId: passage.spanId,
      ...(passage.parentSpanId && { parentSpanId: passage.parentSpanId }),
      flags: 257,
      name: passage.name,
      kind: passage.kind,
      start: nanos(passage.start),
      end: nanos(end),
      attributes: failure ? { ...attributes, "error.type": failure.type } : attributes,
      events: [...(passage.events ?? []), ...(exception ? [exception] : [])],
      status: failure ? { code: 2, message: failure.message } : {},
    },
  });
}

/** The record of docs/span-start.md. */
function tellStart(scene: Scene, passage: Passage, attributes: AttributesInput): void {
  scene.story.logs.push({
    agent: passage.agent,
    item: {
      eventName: "spanwise.span.start",
      time: nanos(passage.start),
      observedTime: nanos(passage.start),
      traceId: scene.traceId,
      spanId: passage.spanId,
      attributes: {
        "spanwise.span.name": passage.name,
        ...(passage.parentSpanId && { "spanwise.span.parent_id": passage.parentSpanId }),
        "spanwise.span.kind": passage.kind,
        ...attributes,
      },
    },
  });
}

/** A log line of the program itself, written inside the span. */
export function log(
  scene: Scene,
  line: { agent: Agent; spanId: string; level: "INFO" | "WARN" | "ERROR"; text: string },
) {
  scene.story.logs.push({
    agent: line.agent,
    item: {
      time: nanos(scene.now),
      observedTime: nanos(scene.now),
      severityNumber: { INFO: 9, WARN: 13, ERROR: 17 }[line.level],
      severityText: line.level,
      body: line.text,
      traceId: scene.traceId,
      spanId: line.spanId,
      attributes: { "session.id": scene.story.cast.sessionId, "gen_ai.agent.name": line.agent.name },
    },
  });
}

function common(cast: Cast): AttributesInput {
  return { "session.id": cast.sessionId, "user.id": cast.userId, platform: cast.platform };
}

function exceptionEvent(failure: Failure, at: number): EventInput {
  return {
    time: nanos(at),
    name: "exception",
    attributes: {
      "exception.type": failure.type,
      "exception.message": failure.message,
      ...(failure.stack && { "exception.stacktrace": failure.stack }),
    },
  };
}

/** Microseconds are as fine as the demo's clock goes. */
export function nanos(millis: number): bigint {
  return BigInt(Math.round(millis * 1000)) * 1000n;
}
