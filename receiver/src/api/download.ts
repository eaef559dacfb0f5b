import { pipeline, Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import type { Context } from "hono";
import { codingFor } from "../coding-for.ts";
import { coders, codings } from "./encoded.ts";

export interface Download {
  readonly pieces: AsyncIterable<string | Uint8Array>;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether it is made smaller as the caller takes it. */
  readonly isPlain: boolean;
  /** Called once, however it ends. */
  readonly done: () => void;
  /** What kept it from coming to its end, unless the caller went away. */
  readonly onBroken: (error: unknown) => void;
}

/** Who takes nothing for so long is cut off: others wait for the place. */
const mostIdleMillis = 300_000;
const pieceBytes = 64 * 1024;
/** In pieces. Unless told otherwise tens of thousands would be held for a caller who is slow. */
const strategy = new CountQueuingStrategy({ highWaterMark: 1 });

/**
 * Sends the pieces as fast as the caller takes them. The first is made before anything is answered, so that what is wrong
 * from the beginning is an answer like any other; what goes wrong later breaks the connection, and never looks like the end.
 */
export async function download(c: Context, { pieces, headers, isPlain, done, onBroken }: Download): Promise<Response> {
  const all = inPieces(watched(pieces, () => body.destroy(new Error("nobody took the export for minutes")), done));
  const first = await all.next();
  const body = Readable.from(from(first, all, onBroken), { objectMode: false, highWaterMark: pieceBytes });
  const coding = isPlain ? codingFor(c.req.header("accept-encoding") ?? "", codings) : undefined;
  // A caller that goes away ends both streams, and there is nothing else to do about it.
  const sent = coding === undefined ? body : pipeline(body, coders[coding](), () => undefined);
  const { signal } = c.req.raw;
  if (signal.aborted) body.destroy();
  signal.addEventListener("abort", () => body.destroy(), { once: true });
  return c.body(Readable.toWeb(sent, { strategy }) as ReadableStream, 200, {
    ...headers,
    ...(isPlain && { vary: "accept-encoding" }),
    ...(coding !== undefined && { "content-encoding": coding }),
  });
}

type Piece = string | Uint8Array;

async function* watched(pieces: AsyncIterable<Piece>, onIdle: () => void, done: () => void): AsyncGenerator<Piece> {
  try {
    for await (const piece of pieces) {
      const timer = setTimeout(onIdle, mostIdleMillis).unref();
      try {
        yield piece;
      } finally {
        clearTimeout(timer);
      }
    }
  } finally {
    done();
  }
}

/** Small ones together; others have their turn between two. */
async function* inPieces(pieces: AsyncIterable<Piece>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of pieces) {
    const told = typeof piece === "string" ? Buffer.from(piece) : piece;
    held.push(told);
    bytes += told.length;
    if (bytes < pieceBytes) continue;
    yield Buffer.concat(held);
    held = [];
    bytes = 0;
    await setImmediate();
  }
  if (bytes > 0) yield Buffer.concat(held);
}

async function* from(
  first: IteratorResult<Uint8Array>,
  rest: AsyncGenerator<Uint8Array>,
  onBroken: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    if (!first.done) yield first.value;
    yield* rest;
  } catch (error) {
    if (!isGone(error)) onBroken(error);
    throw error;
  } finally {
    await rest.return(undefined);
  }
}

const isGone = (error: unknown) =>
  error instanceof Error && "code" in error && ["ERR_STREAM_PREMATURE_CLOSE", "ABORT_ERR"].includes(String(error.code));
