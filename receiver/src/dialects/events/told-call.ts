import type { Facts } from "../../model/facts.ts";
import type { Reader } from "../readers.ts";

/** What a log record tells of. */
export interface ToldCall {
  /** Calls hang below their prompt; a failure is that of the call whose span the record names. */
  readonly role: "prompt" | "call" | "failure";
  readonly name: string;
  readonly facts: Facts;
  readonly durationNanos: number;
  /** Which prompt of its session it belongs to, where the program says so. */
  readonly promptId?: string | undefined;
}

/** Reads the log records of one event. Answers undefined for those that tell of no call. */
export type EventReader = Reader<ToldCall>;
