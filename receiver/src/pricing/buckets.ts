import type { Call, Priced } from "../model/cost.ts";
import type { Rates } from "./rates.ts";

interface Bucket {
  readonly name: string;
  readonly rate: keyof Rates;
  /** The sum of a cost it is told in: fees are paid for the asking. */
  readonly part: Exclude<keyof Priced, "total" | "version" | "lines">;
  readonly unit: "token" | "request";
}

/** In the order of `quantitiesOf`. */
export const buckets: readonly Bucket[] = [
  { name: "input", rate: "input", part: "input", unit: "token" },
  { name: "audio_input", rate: "audioInput", part: "input", unit: "token" },
  { name: "image_input", rate: "imageInput", part: "input", unit: "token" },
  { name: "video_input", rate: "videoInput", part: "input", unit: "token" },
  { name: "cache_read", rate: "cacheRead", part: "cached", unit: "token" },
  { name: "audio_cache_read", rate: "audioCached", part: "cached", unit: "token" },
  { name: "cache_write", rate: "cacheWrite", part: "cacheWrite", unit: "token" },
  { name: "cache_write_1h", rate: "cacheWrite1h", part: "cacheWrite", unit: "token" },
  { name: "output", rate: "output", part: "output", unit: "token" },
  { name: "reasoning", rate: "reasoning", part: "output", unit: "token" },
  { name: "audio_output", rate: "audioOutput", part: "output", unit: "token" },
  { name: "image_output", rate: "imageOutput", part: "output", unit: "token" },
  { name: "request", rate: "request", part: "input", unit: "request" },
  { name: "web_search", rate: "webSearch", part: "input", unit: "request" },
];

/** How much went into each bucket. A part is never larger than its whole, whatever was said. */
export function quantitiesOf({ usage, details }: Call, rates: Rates): number[] {
  const cachedAudio = partOf(usage.cached, details.audioCached);
  const hour = partOf(usage.cacheWrite, details.cacheWrite1h);
  const fresh = Math.max(0, usage.input - usage.cached - usage.cacheWrite);
  const audio = partOf(fresh, count(details.audioInput) - cachedAudio);
  const image = partOf(fresh - audio, details.imageInput);
  const video = partOf(fresh - audio - image, details.videoInput);
  const made = Math.max(usage.output, usage.reasoning);
  const reasoning = rates.reasoning === undefined ? 0 : usage.reasoning;
  const spoken = partOf(made - reasoning, details.audioOutput);
  const drawn = partOf(made - reasoning - spoken, details.imageOutput);
  return [
    fresh - audio - image - video,
    audio,
    image,
    video,
    usage.cached - cachedAudio,
    cachedAudio,
    usage.cacheWrite - hour,
    hour,
    made - reasoning - spoken - drawn,
    reasoning,
    spoken,
    drawn,
    rates.request === undefined ? 0 : count(details.requests) || 1,
    rates.webSearch === undefined ? 0 : count(details.webSearches),
  ];
}

function partOf(whole: number, part: number | undefined): number {
  return Math.min(whole, count(part));
}

export function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function count(value: number | undefined): number {
  return isCount(value) ? value : 0;
}
