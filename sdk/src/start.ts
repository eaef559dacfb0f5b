import { context } from "./active-context.ts";
import { createContentRule } from "./content.ts";
import { type LastActs, watchEndings } from "./endings.ts";
import { startPatching } from "./instruments/load-patching.ts";
import type { Patching } from "./instruments/patching.ts";
import { quietly } from "./quietly.ts";
import { registered } from "./registered.ts";
import { type Running, setRunning } from "./running.ts";
import { tellError } from "./sessions/session-events.ts";
import { beginSessions, endSessions, sessionAt } from "./sessions/sessions.ts";
import type { Settings } from "./settings/read-settings.ts";
import { createJoinedTelemetry } from "./telemetry/joined-telemetry.ts";
import { createOwnTelemetry } from "./telemetry/own-telemetry.ts";
import type { Telemetry } from "./telemetry/telemetry.ts";
import type { Warn } from "./warn.ts";

/** Everything that runs between `init` and `shutdown`. */
export interface Started {
  readonly settings: Settings;
  readonly telemetry: Telemetry;
  readonly patching: Patching | undefined;
  stop(timeoutMillis: number): Promise<void>;
}

export function start(settings: Settings, warn: Warn): Started {
  const telemetry = settings.provider === "join" ? joined(warn) : createOwnTelemetry(settings, warn);
  const { tracer, logger, meters } = telemetry;
  const content = createContentRule(settings.content, settings.contentLimit);
  const running: Running = {
    ...{ tracer, logger, meters, content, warn },
    get isApart() {
      return telemetry.isApart;
    },
  };
  setRunning(running);
  beginSessions(sessionRules(settings));
  const patching = quietly(() => startPatching(settings.instruments, warn));
  const stopOthers = enableOthers(settings, telemetry);
  const unwatch =
    settings.provider === "join" ? undefined : quietly(() => watchEndings(lastActs(running, telemetry, settings)));
  return {
    settings,
    telemetry,
    patching,
    async stop(timeoutMillis) {
      unwatch?.();
      quietly(() => endSessions("explicit"));
      setRunning(undefined);
      quietly(() => patching?.stop());
      stopOthers();
      await telemetry.shutdown(timeoutMillis);
    },
  };
}

/** An endpoint that is away holds no program that ends by itself much longer than it takes to ask it twice. */
const patienceMillis = 200;

function lastActs(running: Running, telemetry: Telemetry, { exitTimeoutMillis }: Settings): LastActs {
  return {
    flush: () => telemetry.flush(exitTimeoutMillis, patienceMillis),
    hasNews: () => telemetry.hasNews(),
    close() {
      telemetry.closeSpans();
      endSessions("exit");
    },
    tell(error) {
      const within = context.active();
      tellError(running, { session: sessionAt(within), within }, error, undefined);
    },
    sendNow: () => telemetry.leave(),
  };
}

function joined(warn: Warn): Telemetry {
  if (registered("trace") === undefined) {
    warn(
      'nothing is recorded until another library sets up OpenTelemetry: provider is "join", which sends nothing itself',
    );
  }
  return createJoinedTelemetry();
}

function sessionRules(settings: Settings) {
  const { autoStartSession, sessionId, sessionTimeoutMillis, userId, platform, botName, botType, tags, metadata } =
    settings;
  return {
    isAuto: autoStartSession,
    id: sessionId,
    shared: { userId, platform, botName, botType, tags, metadata },
    timeoutMillis: sessionTimeoutMillis,
  };
}

/** Runs OpenTelemetry's instrumentations beside ours, on the same providers. */
function enableOthers({ instrumentations }: Settings, { tracerProvider, meterProvider }: Telemetry): () => void {
  for (const one of instrumentations) {
    quietly(() => {
      one.setTracerProvider(tracerProvider);
      one.enable();
    });
  }
  if (instrumentations.length > 0) {
    void meterProvider.then((provider) => {
      if (provider) for (const one of instrumentations) quietly(() => one.setMeterProvider(provider));
    });
  }
  return () => {
    for (const one of instrumentations) quietly(() => one.disable());
  };
}
