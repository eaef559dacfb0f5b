import type { Random } from "../random.ts";
import type { Topic } from "../text.ts";

export interface Model {
  readonly provider: string;
  readonly model: string;
  readonly responseModel: string;
  readonly host: string;
  /** Output tokens a second. */
  readonly speed: number;
  /** Now and then a stream of it ends without a word about tokens. */
  readonly forgetsUsage?: boolean;
  readonly gateway?: Gateway;
}

/** What stands between an agent and its model: it tells of each call with a span of its own, and what it bills. */
export interface Gateway {
  readonly service: string;
  readonly host: string;
  /** US dollars for a million tokens. */
  readonly input: number;
  readonly output: number;
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  /** Median time it takes, in milliseconds. */
  readonly millis: number;
  /** What it reaches for, told as a span of its own below the tool's. */
  readonly reaches?: "http" | "db";
  readonly arguments: (topic: Topic, random: Random) => unknown;
  readonly result: (topic: Topic, random: Random) => unknown;
}

/** One of the agents the demo tells of: how it speaks, and what it may use. */
export interface Agent {
  readonly name: string;
  readonly id: string;
  readonly description: string;
  readonly service: string;
  readonly language: "python" | "nodejs" | "go";
  readonly platforms: readonly string[];
  readonly tags: readonly string[];
  readonly models: readonly Model[];
  readonly system: readonly string[];
  readonly questions: readonly string[];
  readonly followUps: readonly string[];
  readonly thoughts: readonly string[];
  readonly answers: readonly string[];
  readonly tools: readonly Tool[];
  /** Tool calls in one turn, fewest and most. */
  readonly steps: readonly [number, number];
  /** Turns in one session, fewest and most. */
  readonly turns: readonly [number, number];
  /** Median characters of an answer. */
  readonly answerLength: number;
}
