import { readSkeleton } from "../../../receiver/src/skeleton/read-skeleton.ts";
import { joinSkeletons } from "./join-skeletons.ts";
import type { Asked, Told } from "./lay-out-apart.ts";
import { buffersOf, layOut } from "./layout.ts";

/** Reads and lays out traces beside the thread that draws. */
self.addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  const told = answerTo(data);
  postMessage(told, { transfer: "layout" in told ? buffersOf(told.layout) : [] });
});

function answerTo({ number, bytes }: Asked): Told {
  try {
    return { number, layout: layOut(joinSkeletons(bytes.map(readSkeleton))) };
  } catch (error) {
    return { number, problem: error instanceof Error ? error.message : String(error) };
  }
}
