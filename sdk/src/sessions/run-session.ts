import { type Context, trace } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { withoutSpan, withSession } from "../context.ts";
import { quietly } from "../quietly.ts";
import type { Running } from "../running.ts";
import { within } from "../spans/call.ts";
import { Work } from "../spans/work.ts";
import { toldOf } from "./facts.ts";
import type { OpenSession } from "./open-session.ts";
import { openSessionAt } from "./sessions.ts";

/** Runs the host's work in a session, under a span that holds what happens in it. */
export function runWithin<Result>(
  at: Running,
  session: OpenSession,
  run: () => Result,
  onEnd?: (hasFailed: boolean) => void,
): Result {
  const work = quietly(() => begin(at, session, onEnd));
  return work ? (within(work, run) as Result) : run();
}

function begin(at: Running, session: OpenSession, onEnd: ((hasFailed: boolean) => void) | undefined): Work {
  const work = new Work(at, {
    kind: "session",
    name: "session",
    options: { attributes: toldOf(session.id, session), captureOutput: false },
    within: withSession(ownTrace(context.active(), session), session),
    onEnd: (hasFailed) => {
      session.release();
      onEnd?.(hasFailed);
    },
  });
  session.hold();
  return work;
}

/** A trace belongs to one session: work of another begins its own, unless it goes on with what another process began. */
function ownTrace(around: Context, session: OpenSession): Context {
  const isRemote = trace.getSpanContext(around)?.isRemote === true;
  return isRemote || openSessionAt(around) === session ? around : withoutSpan(around);
}
