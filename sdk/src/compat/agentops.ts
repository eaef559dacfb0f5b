import { randomUUID } from "node:crypto";
import type { Attributes } from "@opentelemetry/api";
import { names } from "../attributes.ts";
import { initWith } from "../init.ts";
import type { Options } from "../options.ts";
import { quietly } from "../quietly.ts";
import { recordLlm, recordTool } from "../record/by-hand.ts";
import { recordError, recordEvent } from "../record/happenings.ts";
import { type Running, running } from "../running.ts";
import type { SessionFacts } from "../sessions/session.ts";
import { openSession, openSessionOf } from "../sessions/sessions.ts";
import { readDotEnv } from "../settings/dot-env.ts";
import type { Environment } from "../settings/read-settings.ts";
import { createWarn, type Warn } from "../warn.ts";
import { estimateCost } from "./price-table.ts";

export interface StartOptions extends SessionFacts {
  readonly botName?: string | undefined;
}

export interface TrackedTool {
  readonly tool: string;
  readonly args?: unknown;
  readonly result?: unknown;
  /** Milliseconds. */
  readonly duration?: number | undefined;
  /** Epoch milliseconds, of its end. */
  readonly timestamp?: number | undefined;
  readonly error?: unknown;
}

export interface TrackedCost {
  readonly provider?: string | undefined;
  readonly model: string;
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  /** US dollars, kept as it is; else estimated from the table, where the model is in it. */
  readonly cost?: number | undefined;
  readonly duration?: number | undefined;
  readonly timestamp?: number | undefined;
}

export interface TrackedError {
  readonly error: unknown;
  readonly stack?: string | undefined;
  readonly context?: unknown;
  readonly timestamp?: number | undefined;
}

export interface EndOptions {
  readonly success?: boolean | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** As bots written for AgentOps call it. Nothing of it throws or rejects; when it is not enabled, nothing happens. */
export interface AgentOps {
  isEnabled(): boolean;
  /** Answers the id of the session. */
  startSession(options?: StartOptions): Promise<string>;
  trackToolExecution(sessionId: string, tool: TrackedTool): Promise<void>;
  trackCost(sessionId: string, cost: TrackedCost): Promise<void>;
  trackError(sessionId: string, error: TrackedError): Promise<void>;
  trackEvent(sessionId: string, name: string, data?: unknown): Promise<void>;
  endSession(sessionId: string, options?: EndOptions): Promise<void>;
  readonly estimateCost: typeof estimateCost;
}

let single: AgentOps | undefined;

/** The one for this process. Started with the first call, if the environment says so. */
export function getAgentOps(): AgentOps {
  single ??= create();
  return single;
}

function create(): AgentOps {
  const warn = createWarn(console.warn, "AgentOps");
  startFrom({ ...readDotEnv(), ...process.env }, warn);
  const whenRunning = async (work: (at: Running) => void): Promise<void> => {
    const at = running();
    if (at) quietly(() => work(at));
  };
  const tracked = (sessionId: string, what: string, work: () => void): Promise<void> =>
    whenRunning(() => {
      if (openSessionOf(sessionId) === undefined) warn(`${what}: no session "${sessionId}" is open`);
      if (typeof sessionId === "string" && sessionId !== "") work();
    });
  return {
    isEnabled: () => running() !== undefined,
    async startSession(options = {}) {
      const at = running();
      return (at && quietly(() => openSession(at, { ...options, id: undefined }).id)) ?? randomUUID();
    },
    trackToolExecution: (sessionId, told) =>
      tracked(sessionId, "trackToolExecution", () => {
        const { tool, args, result, duration, timestamp, error } = told;
        const attributes = attributesOf(sessionId);
        recordTool({ name: tool, arguments: args, result, duration, endTime: timestamp, error, sessionId, attributes });
      }),
    trackCost: (sessionId, told) => tracked(sessionId, "trackCost", () => trackCost(sessionId, told)),
    trackError: (sessionId, told) =>
      tracked(sessionId, "trackError", () => {
        const { timestamp, context } = told;
        recordError(errorOf(told), context, { sessionId, timestamp });
      }),
    trackEvent: (sessionId, name, data) =>
      tracked(sessionId, "trackEvent", () => recordEvent(name, data, { sessionId })),
    endSession: (sessionId, options = {}) =>
      whenRunning(() => {
        const session = openSessionOf(sessionId);
        if (session) session.end("explicit", options);
        else warn(`endSession: no session "${sessionId}" is open`);
      }),
    estimateCost,
  };
}

/** What runs already is used as it is. */
function startFrom(environment: Environment, warn: Warn): void {
  if (!/^(?:true|1|yes|on)$/i.test(environment.AGENTOPS_ENABLED?.trim() ?? "")) return;
  if (!running() && !environment.AGENTOPS_API_KEY?.trim() && !environment.SPANWISE_API_KEY?.trim()) {
    warn("not started: AGENTOPS_API_KEY is missing");
    return;
  }
  if (!running()) initWith(optionsFor(environment), warn);
  if (running()) quietly(() => console.log("[AgentOps] Initialized successfully"));
}

function optionsFor({ SPANWISE_CAPTURE_CONTENT: content, SPANWISE_INSTRUMENTS: instruments }: Environment): Options {
  return {
    autoStartSession: false,
    // What a bot tells by these calls it tells to be seen.
    ...(content === undefined && { content: "on" }),
    // It tells its calls of models itself: watched too, each would count twice.
    ...(instruments === undefined && { instruments: false }),
  };
}

function trackCost(sessionId: string, told: TrackedCost): void {
  const { provider, model, inputTokens = 0, outputTokens = 0, duration, timestamp } = told;
  recordLlm({
    provider,
    model,
    usage: { input: told.inputTokens, output: told.outputTokens },
    cost: told.cost ?? estimateCost(model, inputTokens, outputTokens),
    duration,
    endTime: timestamp,
    sessionId,
    attributes: attributesOf(sessionId),
  });
}

/** What a bot does, it does as an agent of its name. */
function attributesOf(sessionId: string): Attributes {
  const botName = openSessionOf(sessionId)?.botName;
  return botName === undefined ? {} : { [names.agentName]: botName };
}

/** The error as it was, or a message with the stack that came with it. */
function errorOf({ error, stack }: TrackedError): unknown {
  if (error instanceof Error) return error;
  return { name: "Error", message: String(error), stack };
}
