import type { Layout } from "./layout.ts";

export interface Asked {
  readonly number: number;
  /** Of each trace. */
  readonly bytes: readonly Uint8Array<ArrayBuffer>[];
}

export type Told =
  | { readonly number: number; readonly layout: Layout }
  | { readonly number: number; readonly problem: string };

/** Above this a worker is not kept: what it needed for the trace goes with it. */
const muchToKeep = 1_000_000;

/** Loaded with the page, so that it stands ready when the answer comes. */
let ready: Worker | undefined = openWorker();
let asked = 0;

/** Reads skeletons and lays them out in a worker, as one. The bytes are handed over: they are gone here. */
export async function layOutApart(...bytes: readonly Uint8Array<ArrayBuffer>[]): Promise<Layout> {
  const worker = ready ?? openWorker();
  const size = bytes.reduce((sum, { length }) => sum + length, 0);
  ready = size > muchToKeep ? undefined : worker;
  try {
    return await answerOf(worker, bytes);
  } catch (error) {
    if (ready === worker) ready = undefined;
    throw error;
  } finally {
    if (ready !== worker) worker.terminate();
  }
}

function openWorker(): Worker {
  return new Worker(new URL("./layout-worker.ts", import.meta.url), { type: "module", name: "layout" });
}

function answerOf(worker: Worker, bytes: readonly Uint8Array<ArrayBuffer>[]): Promise<Layout> {
  const number = ++asked;
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const { signal } = done;
    const settle = (how: () => void) => {
      done.abort();
      how();
    };
    const onMessage = ({ data }: MessageEvent<Told>) => {
      if (data.number !== number) return;
      settle(() => ("layout" in data ? resolve(data.layout) : reject(new Error(data.problem))));
    };
    worker.addEventListener("message", onMessage, { signal });
    const onError = ({ message }: ErrorEvent) =>
      settle(() => reject(new Error(`The trace could not be laid out: ${message || "the worker did not load"}`)));
    worker.addEventListener("error", onError, { signal });
    worker.postMessage({ number, bytes } satisfies Asked, { transfer: bytes.map(({ buffer }) => buffer) });
  });
}
