import { BadRequest, Overloaded } from "../errors.ts";
import type { Share } from "./budget.ts";
import { inflaterFor, tooLarge } from "./inflate.ts";

export interface SentBody {
  /** Node's request or the web's: both give their bytes as they come. */
  readonly chunks: AsyncIterator<Uint8Array>;
  readonly contentLength: string | undefined;
  readonly contentEncoding: string | undefined;
}

export interface BodyLimits {
  /** Bytes of the body, both as sent and inflated. */
  readonly bodyBytes: number;
  readonly share: Share;
  /** How long the body may take to arrive. */
  readonly timeoutMillis: number;
}

/**
 * The whole body, inflated. Reads no further once a limit is passed: throws `TooLarge`, `Overloaded`, `BadRequest` when
 * it does not inflate or breaks off, `UnsupportedMediaType` when nobody here can inflate it.
 */
export async function readBody(body: SentBody, { bodyBytes, share, timeoutMillis }: BodyLimits): Promise<Uint8Array> {
  const inflate = inflaterFor(body.contentEncoding);
  if (Number(body.contentLength ?? 0) > bodyBytes) throw tooLarge(bodyBytes);
  const sent = await within(timeoutMillis, (late) => gather(body.chunks, { limit: bodyBytes, share, late }));
  const inflated = await inflate(sent, { limit: bodyBytes, share });
  if (inflated !== sent) share.giveBack(sent.length);
  return inflated;
}

interface GatherLimits {
  readonly limit: number;
  readonly share: Share;
  readonly late: Promise<never>;
}

async function gather(source: AsyncIterator<Uint8Array>, { limit, share, late }: GatherLimits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const next = await Promise.race([nextOf(source), late]);
    if (next.done) break;
    size += next.value.length;
    if (size > limit) throw tooLarge(limit);
    share.take(next.value.length);
    chunks.push(next.value);
  }
  const [only] = chunks;
  return chunks.length === 1 && only ? only : Buffer.concat(chunks, size);
}

async function nextOf(source: AsyncIterator<Uint8Array>): Promise<IteratorResult<Uint8Array>> {
  try {
    return await source.next();
  } catch (cause) {
    throw new BadRequest("the body broke off before its end", { cause });
  }
}

/** A slow line is no fault in the data, so the sender is asked to try again; 408 is not for OTLP. */
async function within<Result>(millis: number, work: (late: Promise<never>) => Promise<Result>): Promise<Result> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  late.catch(() => {});
  const timer = setTimeout(() => reject(new Overloaded(`the body took longer than ${millis} ms to arrive`, 1)), millis);
  return work(late).finally(() => clearTimeout(timer));
}
