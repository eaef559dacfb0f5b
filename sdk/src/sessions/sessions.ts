import type { Context } from "@opentelemetry/api";
import { sessionOf } from "../context.ts";
import { quietly } from "../quietly.ts";
import { type Running, running } from "../running.ts";
import { OpenSession, type Rules } from "./open-session.ts";
import type { EndReason, Session, SessionFacts, SessionOptions } from "./session.ts";

export interface SessionRules {
  /** One session holds what happens outside of all others: from the first of it until it ends. */
  readonly isAuto: boolean;
  /** Of the first automatic session. */
  readonly id?: string | undefined;
  /** What holds for every session: tags, and what is known of the bot. */
  readonly shared?: SessionFacts | undefined;
  /** How long nothing may happen in a session before it ends; 0 for ever. */
  readonly timeoutMillis?: number | undefined;
}

const halfAnHour = 30 * 60 * 1000;
const plain: Rules = { shared: {}, timeoutMillis: halfAnHour };

let rules: Rules = plain;
let isAuto = false;
let auto: OpenSession | undefined;
/** What the next automatic session is called, if its name was given. */
let autoId: string | undefined;
const open = new Map<string, OpenSession>();
/** Started by hand, and never given work to run: the only one of them holds what happens outside of all others. */
const loose = new Set<OpenSession>();

/** To be called when the SDK has started. */
export function beginSessions(given: SessionRules): void {
  const { shared = {}, timeoutMillis = halfAnHour, id } = given;
  rules = { shared, timeoutMillis };
  isAuto = given.isAuto;
  autoId = id;
}

/** Ends all that are open, which is told before it returns; to be called before the SDK stops. */
export function endSessions(reason: EndReason): void {
  isAuto = false;
  for (const session of [...open.values()]) session.end(reason);
  auto = undefined;
  rules = plain;
}

/** A session whose id is taken stays what it is, and is given back. */
export function openSession(at: Running, options: SessionOptions): OpenSession {
  const known = options.id === undefined ? undefined : open.get(options.id);
  if (known) return known;
  const session = new OpenSession(at, options, rules, forget);
  open.set(session.id, session);
  return session;
}

function forget(session: OpenSession): void {
  open.delete(session.id);
  loose.delete(session);
}

export const openSessionOf = (id: string): OpenSession | undefined => open.get(id);

export const setLoose = (session: OpenSession, is: boolean) => (is ? loose.add(session) : loose.delete(session));

/** The session that something belongs to. */
export function sessionAt(within: Context): Session | undefined {
  return openSessionAt(within) ?? beginAuto();
}

/** The session that is open there: asked without anything to hold, it begins none. */
export function openSessionAt(within: Context): Session | undefined {
  return sessionOf(within) ?? openOutside();
}

/** The session of what happens outside of all others. */
function openOutside(): OpenSession | undefined {
  if (loose.size === 1) for (const session of loose) return session;
  return auto?.isOpen || !isAuto ? auto : undefined;
}

/**
 * The automatic session begins when there is something to hold, so that a program that names its sessions has no empty
 * one beside them; after a timeout it is followed by the next.
 */
function beginAuto(): OpenSession | undefined {
  if (!isAuto) return undefined;
  const at = running();
  auto = at && quietly(() => openSession(at, { id: autoId }));
  autoId = undefined;
  return auto;
}

/** Ends the automatic session for good. */
export function leaveAuto(session: OpenSession): void {
  if (session !== auto) return;
  isAuto = false;
  auto = undefined;
}
