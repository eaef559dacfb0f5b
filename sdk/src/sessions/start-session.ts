import { randomUUID } from "node:crypto";
import { ROOT_CONTEXT } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { sessionOf } from "../context.ts";
import { quietly } from "../quietly.ts";
import { type Running, running } from "../running.ts";
import { textOf } from "./facts.ts";
import type { OpenSession } from "./open-session.ts";
import { runWithin } from "./run-session.ts";
import type { SessionEnd, SessionHandle, SessionOptions } from "./session.ts";
import { type Occasion, tellError, tellEvent, tellMessage } from "./session-events.ts";
import { leaveAuto, openSession, openSessionAt, openSessionOf, setLoose } from "./sessions.ts";

/**
 * Starts a session. What happens in `run` belongs to it; where the only session that was started so is never given work
 * to run, it also holds what happens outside of all others. It ends by `end`, when nothing happens for long, or at exit.
 */
export function startSession(options: SessionOptions = {}): SessionHandle {
  const at = running();
  const session = at && quietly(() => openSession(at, options ?? {}));
  if (!at || !session) return inert(options);
  if (sessionOf(context.active()) === undefined) setLoose(session, true);
  return handleOf(at, session);
}

/** Ends a session: the one with this id, else the one we are in. */
export function endSession(which?: string | SessionEnd, end?: SessionEnd): void {
  if (!running()) return;
  quietly(() => {
    const id = typeof which === "string" ? which : openSessionAt(context.active())?.id;
    const session = id === undefined ? undefined : openSessionOf(id);
    if (!session) return;
    leaveAuto(session);
    session.end("explicit", (typeof which === "string" ? end : which) ?? {});
  });
}

function handleOf(at: Running, session: OpenSession): SessionHandle {
  const end = (how?: SessionEnd) => void quietly(() => session.end("explicit", how ?? {}));
  const when = <Told extends unknown[]>(tell: (...told: Told) => void) => {
    return (...told: Told): void => {
      if (session.isOpen) quietly(() => tell(...told));
      session.touch();
    };
  };
  return {
    id: session.id,
    run(work) {
      setLoose(session, false);
      return runWithin(at, session, work);
    },
    end,
    event: when((name: string, data?: unknown) => tellEvent(at, occasion(session), name, data)),
    message: when((message) => tellMessage(at, occasion(session), message)),
    error: when((error: unknown, about?: unknown) => tellError(at, occasion(session), error, about)),
    [Symbol.dispose]: end,
    [Symbol.asyncDispose]: async () => end(),
  };
}

/** In the trace that is under way, unless that is another session's. */
function occasion(session: OpenSession): Occasion {
  const within = context.active();
  return { session, within: openSessionAt(within) === session ? within : ROOT_CONTEXT };
}

/** Does nothing but run the host's work: the SDK does not. */
function inert(options: SessionOptions | undefined): SessionHandle {
  return {
    id: textOf(options?.id) ?? randomUUID(),
    run: (work) => work(),
    end() {},
    event() {},
    message() {},
    error() {},
    [Symbol.dispose]() {},
    async [Symbol.asyncDispose]() {},
  };
}
