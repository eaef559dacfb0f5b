import { createContextKey } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import { running } from "../running.ts";
import type { AnyFunction } from "../spans/call.ts";
import { type Around, decorate, isDecorating, type Making } from "../spans/decorate.ts";
import type { AnyClass } from "../spans/decorate-class.ts";
import type { Decorator } from "../spans/tellers.ts";
import type { OpenSession } from "./open-session.ts";
import { runWithin } from "./run-session.ts";
import type { SessionOptions } from "./session.ts";
import { openSession, openSessionOf } from "./sessions.ts";

/** A session around the host's work, or, as a decorator, around each call of a method or of a class's methods. */
export interface SessionTeller extends Decorator {
  <Decorated extends AnyClass>(target: Decorated, place?: ClassDecoratorContext): Decorated | undefined;
  /** Runs the work in a session of its own, which ends with it, and gives back what the work does. */
  <Result>(work: () => Result): Result;
  <Result>(options: SessionOptions, work: () => Result): Result;
  (options: SessionOptions): Decorator;
}

export const session: SessionTeller = ((first: unknown, second?: unknown, third?: unknown): unknown => {
  if (typeof second === "function") return inSession(first as SessionOptions, second as () => unknown);
  if (isDecorating(first, second)) return decorate(makingOf({}), first, second, third);
  if (typeof first === "function") return inSession({}, first as () => unknown);
  const making = makingOf((first ?? {}) as SessionOptions);
  return (target: unknown, ...place: unknown[]) => decorate(making, target, ...place);
}) as SessionTeller;

/** A class's methods that call each other stay in the session that the first of them began. */
function makingOf(options: SessionOptions): Making {
  const around: Around = (work, self, given) => inSession(options, () => Reflect.apply(work, self, given));
  const once: Around = (work, self, given) =>
    isWithin(self) ? Reflect.apply(work, self, given) : inSession(options, () => inside(self, work, given));
  return { aroundFunction: () => around, aroundClass: () => once };
}

const selfKey = createContextKey("spanwise.session-of");
const isWithin = (self: unknown) => context.active().getValue(selfKey) === self;
const inside = (self: unknown, work: AnyFunction, given: unknown[]) =>
  context.with(context.active().setValue(selfKey, self), () => Reflect.apply(work, self, given));

/** Those that end with the last work that runs in them. */
const brief = new WeakSet<OpenSession>();

/** A session that somebody else started is only entered. */
function inSession<Result>(options: SessionOptions, work: () => Result): Result {
  const at = running();
  if (!at) return work();
  const isKnown = options?.id !== undefined && openSessionOf(options.id) !== undefined;
  const opened = quietly(() => openSession(at, options ?? {}));
  if (!opened) return work();
  if (!isKnown) brief.add(opened);
  return runWithin(at, opened, work, (hasFailed) => {
    if (brief.has(opened) && opened.isIdle) opened.end("explicit", { success: !hasFailed });
  });
}
