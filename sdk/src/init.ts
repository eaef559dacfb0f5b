import type { Losses } from "./export/losses.ts";
import type { Found } from "./instruments/patching.ts";
import type { Options } from "./options.ts";
import { quietly, sayFailuresTo } from "./quietly.ts";
import type { SessionHandle, SessionOptions } from "./sessions/session.ts";
import { startSession } from "./sessions/start-session.ts";
import { readDotEnv } from "./settings/dot-env.ts";
import { readSettings, type Settings } from "./settings/read-settings.ts";
import type { Signal } from "./settings/targets.ts";
import { type Started, start } from "./start.ts";
import { version } from "./version.ts";
import { createWarn, reasonOf, type Warn } from "./warn.ts";

/** What `init` gives back. Nothing of it throws or rejects. */
export interface Spanwise {
  /** Resolves when everything recorded so far was sent, or could not be: at the latest after so long. */
  flush(timeoutMillis?: number): Promise<void>;
  /** Ends the sessions, flushes, and gives back all that was patched or registered. */
  shutdown(timeoutMillis?: number): Promise<void>;
  startSession(options?: SessionOptions): SessionHandle;
  status(): Status;
}

export interface Status {
  readonly isRunning: boolean;
  /** Where it is sent; nothing when another library sends. */
  readonly endpoint: string | undefined;
  /** Another library has set up OpenTelemetry in this process, and we stand beside it. */
  readonly isApart: boolean;
  readonly losses: Readonly<Partial<Record<Signal, Losses>>>;
  /** Copies of libraries that were found, and why they could not be patched, if so. */
  readonly instruments: readonly Found[];
  /** What was wrong with the settings. */
  readonly problems: readonly string[];
}

let current: Spanwise | undefined;

/**
 * Starts to record what the agents of this process do. Never throws: what is wrong is said in one line that begins with
 * `[Spanwise]`, and what can run runs. Called again while running, it gives back what runs.
 */
export function init(options: Options = {}): Spanwise {
  return initWith(options, createWarn());
}

/** The same, for whoever says what is wrong in a way of their own. */
export function initWith(options: Options, warn: Warn): Spanwise {
  if (current) {
    warn("init was called again; the first call's options stay");
    return current;
  }
  sayFailuresTo(warn);
  try {
    const { settings, problems } = readSettings(options, { ...readDotEnv(), ...process.env });
    if (problems.length > 0) warn(wordsOf(problems));
    if (!settings.enabled) return inert(problems);
    current = handleOf(start(settings, warn), problems);
    if (settings.debug) warn(wordsOfStart(settings, current.status()));
    return current;
  } catch (error) {
    quietly(() => warn(`not started: ${reasonOf(error)}`));
    return inert([reasonOf(error)]);
  }
}

const wordsOf = (problems: readonly string[]) =>
  `${problems.length === 1 ? "a setting is" : `${problems.length} settings are`} wrong: ${problems.join("; ")}`;

function wordsOfStart({ content, targets }: Settings, { isApart, instruments }: Status): string {
  const places = Object.values(targets).flatMap((target) => (target ? [target.url] : []));
  const found = instruments.map(({ name, version = "" }) => `${name} ${version}`.trim());
  return [
    `version ${version} runs and sends to ${[...new Set(places)].join(", ") || "nobody"}`,
    `content is ${typeof content === "function" ? "redacted" : content}`,
    ...(isApart ? ["another library has set up OpenTelemetry, and we stand beside it"] : []),
    `libraries found so far: ${found.join(", ") || "none"}`,
  ].join("; ");
}

/** Sends what was recorded so far: what a serverless function awaits before it answers. Never rejects. */
export async function flush(timeoutMillis?: number): Promise<void> {
  await current?.flush(timeoutMillis);
}

/**
 * Resolves when the work is over, however it ends, and what it recorded was sent. Give it to the platform:
 * `context.waitUntil(waitUntil(work))`; Vercel is told by itself. Never rejects.
 */
export function waitUntil(work?: PromiseLike<unknown>): Promise<void> {
  const sent = Promise.resolve(work)
    .then(nothing, nothing)
    .then(() => flush());
  quietly(() => platform()?.waitUntil?.(sent));
  return sent;
}

function nothing(): void {}

interface Platform {
  waitUntil?(work: Promise<unknown>): void;
}

const vercel = Symbol.for("@vercel/request-context");

function platform(): Platform | undefined {
  const request = (globalThis as { readonly [vercel]?: { get?(): Platform | undefined } })[vercel];
  return request?.get?.();
}

function handleOf(started: Started, problems: readonly string[]): Spanwise {
  const { telemetry, settings } = started;
  const patience = settings.timeoutMillis;
  let stopped: Promise<void> | undefined;
  return {
    flush: (timeoutMillis = patience) => telemetry.flush(timeoutMillis).catch(() => {}),
    shutdown(timeoutMillis = patience) {
      current = stopped ? current : undefined;
      stopped ??= started.stop(timeoutMillis).catch(() => {});
      return stopped;
    },
    startSession,
    status: () => ({
      isRunning: stopped === undefined,
      endpoint: settings.provider === "join" ? undefined : settings.endpoint,
      isApart: telemetry.isApart,
      losses: telemetry.losses,
      instruments: started.patching?.found ?? [],
      problems,
    }),
  };
}

function inert(problems: readonly string[]): Spanwise {
  return {
    async flush() {},
    async shutdown() {},
    startSession,
    status: () => ({
      isRunning: false,
      endpoint: undefined,
      isApart: false,
      losses: {},
      instruments: [],
      problems,
    }),
  };
}
