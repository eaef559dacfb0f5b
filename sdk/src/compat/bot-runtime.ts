import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { quietly } from "../quietly.ts";
import { placeOf } from "../record/place-of.ts";
import { type Running, running } from "../running.ts";
import { tellError, tellMessage } from "../sessions/session-events.ts";
import { sessionAt } from "../sessions/sessions.ts";
import { within } from "../spans/call.ts";
import { Work } from "../spans/work.ts";
import { getAgentOps } from "./agentops.ts";

export interface BotConfig<Reply> {
  readonly name: string;
  /** Such as `conversational` or `agent`. */
  readonly type?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  /** The bot itself: answers a message. */
  handler(text: string): Reply | Promise<Reply>;
}

/** A bot whose sessions and messages are told: how long each message and its answer are, how long it took, and how it went. */
export class BotRuntime<Reply = string> {
  readonly #config: BotConfig<Reply>;
  readonly #agentOps = getAgentOps();
  #sessionId: string | undefined;

  constructor(config: BotConfig<Reply>) {
    this.#config = config;
  }

  /** Opens a session for one user's conversation, and answers its id. One that is open ends. */
  async startSession(userId?: string, platform?: string): Promise<string> {
    const { name, type, tags, metadata } = this.#config;
    if (this.#sessionId !== undefined) await this.#agentOps.endSession(this.#sessionId);
    this.#sessionId = await this.#agentOps.startSession({
      botName: name,
      botType: type,
      userId,
      platform,
      tags,
      metadata,
    });
    return this.#sessionId;
  }

  /** What the bot answers. What it throws is told, and thrown. */
  async processMessage(text: string): Promise<Reply> {
    const at = running();
    if (!at) return this.#config.handler(text);
    const sessionId = this.#sessionId ?? (await this.startSession());
    const answering = quietly(() => this.#begin(at, sessionId, text));
    if (!answering) return this.#config.handler(text);
    return within(answering, () => this.#answer(at, answering, text)) as Promise<Reply>;
  }

  async endSession(success?: boolean): Promise<void> {
    if (this.#sessionId === undefined) return;
    const sessionId = this.#sessionId;
    this.#sessionId = undefined;
    await this.#agentOps.endSession(sessionId, { success });
  }

  #begin(at: Running, sessionId: string, text: string): Work {
    const options = { attributes: { [names.inputLength]: lengthOf(text) } };
    const work = new Work(at, { kind: "agent", name: this.#config.name, options, within: placeOf(sessionId) });
    work.setInput(text);
    return work;
  }

  async #answer(at: Running, answering: Work, text: string): Promise<Reply> {
    const occasion = { session: sessionAt(answering.context), within: context.active() };
    tellMessage(at, occasion, { text, length: lengthOf(text) });
    try {
      const reply = await this.#config.handler(text);
      answering.setAttribute(names.outputLength, lengthOf(reply));
      return reply;
    } catch (error) {
      const { name: botName, type: botType } = this.#config;
      tellError(at, occasion, error, { botName, botType });
      throw error;
    }
  }
}

const lengthOf = (text: unknown): number => (typeof text === "string" ? text.length : 0);
