import type { Usage } from "./ledger.ts";

export type Json = Readonly<Record<string, unknown>>;

/** What a request asks for, whichever API it speaks. */
export interface Asked {
  readonly model: string;
  readonly stream: boolean;
  /** Call 1 offers the tool; call 2 brings its result. */
  readonly call: 1 | 2;
  /** Whether the answer is to be an object. */
  readonly structured: boolean;
  /** Whether a stream tells at its end what was used. */
  readonly tellsUsage: boolean;
  /** What the tool is called there, where that is not its own name. */
  readonly toolName?: string | undefined;
  /** Ends the answer's id, so that no two calls have the same. */
  readonly number: string;
}

export interface Api {
  readonly name: string;
  readonly path: RegExp;
  read(body: Json, path: RegExpExecArray): Omit<Asked, "number">;
  usage(asked: Asked): Usage;
  whole(asked: Asked, body: Json): unknown;
  /** The pieces of a stream, as they go over the wire. */
  pieces(asked: Asked): readonly (string | Buffer)[];
  readonly contentType: string;
  failure(status: number): unknown;
}

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

export const hasTools = (body: Json): boolean => Array.isArray(body.tools) && body.tools.length > 0;

/** One event of a text/event-stream. */
export const event = (data: unknown, name?: string): string =>
  `${name === undefined ? "" : `event: ${name}\n`}data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
