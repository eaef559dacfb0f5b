import { pipeline, Readable, type Transform } from "node:stream";
import { constants, createGzip, createZstdCompress } from "node:zlib";
import type { Context } from "hono";
import { codingFor } from "../coding-for.ts";

/** Answers with the pieces one behind the other, made smaller in the way the caller takes that does it best. */
export function encoded(
  c: Context,
  pieces: Iterable<Uint8Array | string>,
  headers: Readonly<Record<string, string>>,
): Response {
  const coding = codingFor(c.req.header("accept-encoding") ?? "", codings);
  const body = Readable.from(pieces, { objectMode: false });
  const told = { ...headers, vary: "accept-encoding" };
  if (coding === undefined) return c.body(Readable.toWeb(body) as ReadableStream, 200, told);
  // A caller that goes away ends both streams, and there is nothing else to do about it.
  const smaller = pipeline(body, coders[coding](), () => undefined);
  return c.body(Readable.toWeb(smaller) as ReadableStream, 200, { ...told, "content-encoding": coding });
}

export const coders = {
  zstd: (): Transform => createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 3 } }),
  gzip: (): Transform => createGzip({ level: 4 }),
} as const;

export const codings = Object.keys(coders) as (keyof typeof coders)[];
