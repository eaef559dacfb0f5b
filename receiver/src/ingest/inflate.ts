import { once } from "node:events";
import type { Transform } from "node:stream";
import { constants, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from "node:zlib";
import { BadRequest, TooLarge, UnsupportedMediaType } from "../errors.ts";
import type { Share } from "./budget.ts";

export interface InflateLimits {
  /** Bytes of the inflated body. */
  readonly limit: number;
  readonly share: Share;
}

/** Turns a body as it was sent into what it says. Memory never passes the limit by more than one chunk. */
export type Inflate = (sent: Uint8Array, limits: InflateLimits) => Promise<Uint8Array>;

/** 32 MiB, the largest window of the usual encoders; a frame may ask for a thousand times as much. */
const ZSTD_WINDOW_LOG = 25;

const inflaters: Readonly<Record<string, Inflate>> = {
  identity: async (sent) => sent,
  gzip: inflateWith(createGunzip),
  "x-gzip": inflateWith(createGunzip),
  deflate: inflateZlibOrRaw,
  zlib: inflateWith(createInflate),
  zstd: inflateWith((options) =>
    createZstdDecompress({ ...options, params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } }),
  ),
};

const supported = "gzip, deflate, zstd or identity";

/** By the Content-Encoding header. Brotli is left out: no OTLP exporter sends it. */
export function inflaterFor(contentEncoding: string | undefined): Inflate {
  const name = contentEncoding?.trim().toLowerCase() || "identity";
  const inflate = Object.hasOwn(inflaters, name) ? inflaters[name] : undefined;
  if (inflate) return inflate;
  if (name.includes(",")) throw new UnsupportedMediaType(`send one content encoding, not several: ${supported}`);
  throw new UnsupportedMediaType(`send the content encoding ${supported}, not "${name.slice(0, 100)}"`);
}

type Decoder = Transform & { readonly bytesWritten: number };

function inflateWith(open: (options: { readonly chunkSize: number }) => Decoder): Inflate {
  return async (sent, limits) => {
    const decoder = open({ chunkSize: Math.min(Math.max(sent.length * 4, 4096), 256 * 1024) });
    decoder.end(sent);
    const body = await collect(decoder, limits);
    if (decoder.bytesWritten !== sent.length) throw new BadRequest("the compressed body is followed by other bytes");
    return body;
  };
}

/** The name means zlib (RFC 9110), and some senders mean raw deflate by it. */
async function inflateZlibOrRaw(sent: Uint8Array, limits: InflateLimits): Promise<Uint8Array> {
  try {
    return await inflateZlib(sent, limits);
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    return inflateRaw(sent, limits);
  }
}

const inflateZlib = inflateWith(createInflate);
const inflateRaw = inflateWith(createInflateRaw);

async function collect(decoder: Decoder, { limit, share }: InflateLimits): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  decoder.on("data", (chunk: Buffer) => {
    try {
      size += chunk.length;
      if (size > limit) throw tooLarge(limit);
      share.take(chunk.length);
      chunks.push(chunk);
    } catch (error) {
      decoder.destroy(error as Error);
    }
  });
  try {
    await once(decoder, "end");
  } catch (error) {
    share.giveBack(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
    throw isZlibError(error) ? new BadRequest(`the body does not inflate: ${error.message}`) : error;
  }
  const [only] = chunks;
  return chunks.length === 1 && only ? only : Buffer.concat(chunks, size);
}

export function tooLarge(limit: number): TooLarge {
  return new TooLarge(`the request is larger than ${limit} bytes; send smaller batches`);
}

function isZlibError(error: unknown): error is Error {
  return error instanceof Error && "code" in error && /^(Z_|ZSTD_|ERR_)/.test(String(error.code));
}
