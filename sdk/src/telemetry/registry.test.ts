import { createRequire } from "node:module";
import * as api from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { CompositePropagator } from "@opentelemetry/core";
import { TracerProvider } from "@opentelemetry/sdk-trace";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Api, place, world } from "../registered.ts";
import { Registry } from "./registry.ts";

type Copy = typeof api;

const requireHere = createRequire(import.meta.url);
/** The one we use, one more of the same version, and one of an older version that another package brought. */
const copies = {
  ours: api,
  same: requireHere("@opentelemetry/api") as Copy,
  older: createRequire(requireHere.resolve("ai"))("@opentelemetry/api") as Copy,
};
const kinds = ["ours", "same", "older"] as const;

let registry: Registry;
let lost: Api[];

beforeEach(() => {
  lost = [];
  registry = new Registry((one) => lost.push(one));
});
afterEach(() => {
  registry.leave();
  for (const copy of Object.values(copies)) for (const name of names) copy[name].disable();
  delete world[place];
});

const names = ["trace", "context", "propagation", "metrics"] as const;

/** Registers all, and gives whether each was taken and is what the same copy gives from then on. */
function register({ trace, context, propagation, metrics }: Copy) {
  const [tracers, contexts] = [new TracerProvider({}), new AsyncLocalStorageContextManager()];
  const meters = { getMeter: () => "their meter" } as unknown as api.MeterProvider;
  const isTaken = [
    trace.setGlobalTracerProvider(tracers),
    propagation.setGlobalPropagator(new CompositePropagator({ propagators: [] })),
    context.setGlobalContextManager(contexts),
    metrics.setGlobalMeterProvider(meters),
  ];
  const isKept = context.with(context.active().setValue(key, 1), () => context.active().getValue(key) === 1);
  const isRecording = trace.getTracer("theirs").startSpan("theirs").isRecording();
  return { isTaken, isKept, isRecording, meter: metrics.getMeter("theirs") };
}

const key = api.createContextKey("theirs");
const whole = { isTaken: [true, true, true, true], isKept: true, isRecording: true, meter: "their meter" };

const provider: api.TracerProvider = { getTracer: () => "our tracer" as unknown as api.Tracer };

function takeAll() {
  const { trace, context, propagation, metrics } = api;
  const taken = [
    registry.take("trace", () => trace.setGlobalTracerProvider(provider)),
    registry.take("context", () => context.setGlobalContextManager(new AsyncLocalStorageContextManager())),
    registry.take("propagation", () => propagation.setGlobalPropagator(new CompositePropagator())),
    registry.take("metrics", () => metrics.setGlobalMeterProvider({ getMeter: () => "our meter" } as never)),
  ];
  expect(taken).toEqual([true, true, true, true]);
}

test.for(kinds)("what another registers is taken as if we were not there, by a copy of the API like %s", (kind) => {
  expect(register(copies[kind])).toEqual(whole);
  for (const name of names) copies[kind][name].disable();
  delete world[place];
  takeAll();
  expect(copies[kind].trace.getTracer("any")).toBe("our tracer");
  expect(register(copies[kind])).toEqual(whole);
  expect(lost).toEqual(["trace", "propagation", "context", "metrics"]);
  expect(names.map((name) => registry.holds(name))).toEqual([false, false, false, false]);
});

test.for(kinds)("to look something up, or to register something else, loses nothing of ours, by %s", (kind) => {
  takeAll();
  const { trace, context, metrics, diag, DiagLogLevel } = copies[kind];
  const quiet = { verbose() {}, debug() {}, info() {}, warn() {}, error() {} };
  expect(diag.setLogger(quiet, DiagLogLevel.ALL)).toBe(true);
  trace.getActiveSpan();
  expect([trace.getTracer("any"), metrics.getMeter("any")]).toEqual(["our tracer", "our meter"]);
  diag.disable();
  expect(context.active()).toBeDefined();
  expect(copies[kind].metrics.setGlobalMeterProvider({ getMeter: () => "their meter" } as never)).toBe(true);
  expect([trace.getTracer("any"), metrics.getMeter("any")]).toEqual(["our tracer", "their meter"]);
  expect(lost).toEqual(["metrics"]);
});

test("others have among themselves what they would have without us", () => {
  takeAll();
  expect(register(copies.older)).toEqual(whole);
  // Of another version than the first: OpenTelemetry takes it from nobody, and shows nothing to whoever is newer.
  expect(register(copies.same)).toEqual({
    isTaken: [false, false, false, false],
    isKept: false,
    isRecording: false,
    meter: expect.anything(),
  });
  expect(copies.same.metrics.getMeter("any")).not.toBe("their meter");
});

test("a second of the others is refused by the first", () => {
  takeAll();
  register(copies.same);
  expect(register(copies.ours).isTaken).toEqual([false, false, false, false]);
});

test.for(kinds)("who disables what is ours finds the place empty, by %s", (kind) => {
  takeAll();
  copies[kind].trace.disable();
  expect([registry.holds("trace"), lost]).toEqual([false, ["trace"]]);
  expect(copies[kind].trace.getTracer("any")).not.toBe("our tracer");
  expect(copies[kind].trace.setGlobalTracerProvider(new TracerProvider({}))).toBe(true);
  expect(registry.holds("context")).toBe(true);
});

test("who writes to the place itself has it", () => {
  takeAll();
  const theirs = { version: "1.9.0", trace: provider };
  world[place] = theirs;
  expect([world[place], registry.holds("context"), lost]).toEqual([
    theirs,
    false,
    ["trace", "context", "propagation", "metrics"],
  ]);
  registry.leave();
  expect(world[place]).toBe(theirs);
});

test("who takes the place away has it", () => {
  takeAll();
  delete world[place];
  expect([registry.holds("trace"), register(copies.older)]).toEqual([false, whole]);
  registry.leave();
  expect(copies.older.trace.getTracer("any").startSpan("theirs").isRecording()).toBe(true);
});

test("what others had before us stays theirs, and is all there is when we leave", () => {
  copies.same.trace.setGlobalTracerProvider(new TracerProvider({}));
  const before = world[place];
  expect(registry.take("trace", () => api.trace.setGlobalTracerProvider(provider))).toBe(false);
  expect(
    registry.take("metrics", () => api.metrics.setGlobalMeterProvider({ getMeter: () => "our meter" } as never)),
  ).toBe(true);
  expect(copies.same.metrics.getMeter("any")).toBe("our meter");
  expect(copies.same.trace.getTracer("any").startSpan("theirs").isRecording()).toBe(true);
  registry.leave();
  expect(world[place]).toBe(before);
  expect(Object.keys(before ?? {})).toEqual(["version", "trace"]);
});

test("when we leave there is nobody, or who came after us", () => {
  takeAll();
  registry.leave();
  expect(Object.getOwnPropertyDescriptor(globalThis, place)).toBeUndefined();
  registry = new Registry((one) => lost.push(one));
  takeAll();
  copies.older.trace.setGlobalTracerProvider(new TracerProvider({}));
  registry.leave();
  expect(Object.keys(world[place] ?? {}).toSorted()).toEqual(["trace", "version"]);
  expect(copies.older.trace.getTracer("any").startSpan("theirs").isRecording()).toBe(true);
});

test("another copy of the SDK leaves the place to the first", () => {
  takeAll();
  const other = new Registry(() => {});
  expect(other.take("logs", () => api.logs.setGlobalLoggerProvider({} as never))).toBe(false);
  other.leave();
  expect(registry.holds("trace")).toBe(true);
});
