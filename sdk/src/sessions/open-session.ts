import { randomUUID } from "node:crypto";
import { type Attributes, ROOT_CONTEXT } from "@opentelemetry/api";
import { names } from "../attributes.ts";
import { quietly } from "../quietly.ts";
import type { Running } from "../running.ts";
import { attributesOf, factsOf, textOf, toldOf } from "./facts.ts";
import type { EndReason, Session, SessionEnd, SessionFacts, SessionOptions } from "./session.ts";
import { tell } from "./tell.ts";

export interface Rules {
  /** What holds for every session. */
  readonly shared: SessionFacts;
  /** How long nothing may happen in a session before it ends. */
  readonly timeoutMillis: number;
}

/** A session from its start to its end, both of which it tells. */
export class OpenSession implements Session, SessionFacts {
  readonly id: string;
  readonly userId: string | undefined;
  readonly platform: string | undefined;
  readonly botName: string | undefined;
  readonly botType: string | undefined;
  readonly tags: readonly string[] | undefined;
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  readonly onTop: Attributes;
  readonly onSpan: Attributes;
  isOpen = true;
  readonly #running: Running;
  readonly #timeoutMillis: number;
  readonly #onEnd: (session: OpenSession) => void;
  #timer: NodeJS.Timeout | undefined;
  #lastActive = Date.now();
  #runs = 0;

  constructor(at: Running, options: SessionOptions, rules: Rules, onEnd: (session: OpenSession) => void) {
    const facts = factsOf(options, rules.shared);
    this.id = textOf(options.id) ?? randomUUID();
    this.userId = facts.userId;
    this.platform = facts.platform;
    this.botName = facts.botName;
    this.botType = facts.botType;
    this.tags = facts.tags;
    this.metadata = facts.metadata;
    this.onTop = attributesOf(this.id, facts);
    this.onSpan = { [names.sessionId]: this.id };
    this.#running = at;
    this.#onEnd = onEnd;
    this.#timeoutMillis = rules.timeoutMillis;
    this.#tell("spanwise.session.start", toldOf(this.id, this));
    this.#wait(this.#timeoutMillis);
  }

  touch(): void {
    this.#lastActive = Date.now();
  }

  /** While work runs in it, a session does not time out. */
  hold(): void {
    this.#runs += 1;
    this.touch();
  }

  /** No work runs in it. */
  get isIdle(): boolean {
    return this.#runs === 0;
  }

  release(): void {
    this.#runs -= 1;
    this.touch();
  }

  end(reason: EndReason, { success, metadata }: SessionEnd = {}): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    clearTimeout(this.#timer);
    this.#onEnd(this);
    const facts = { ...this, metadata: { ...this.metadata, ...metadata } };
    const said: Attributes = { ...toldOf(this.id, facts), [names.endReason]: reason };
    if (typeof success === "boolean") said[names.success] = success;
    this.#tell("spanwise.session.end", said, reason === "timeout" ? this.#lastActive : undefined);
  }

  #tell(eventName: string, attributes: Attributes, timestamp?: number): void {
    tell(this.#running, { eventName, attributes, timestamp, within: ROOT_CONTEXT });
  }

  #wait(millis: number): void {
    if (!(this.#timeoutMillis > 0)) return;
    this.#timer = setTimeout(() => quietly(() => this.#look()), Math.min(millis, longestTimer));
    this.#timer.unref?.();
  }

  #look(): void {
    const left = this.#lastActive + this.#timeoutMillis - Date.now();
    if (left > 0) this.#wait(left);
    else if (this.#runs > 0) this.#wait(this.#timeoutMillis);
    else this.end("timeout");
  }
}

/** Node takes a longer time for none. */
const longestTimer = 2 ** 31 - 1;
