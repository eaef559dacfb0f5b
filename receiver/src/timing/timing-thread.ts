import { parentPort, workerData } from "node:worker_threads";
import type { StepColumns } from "../model/step-columns.ts";
import { type TimingOptions, timingOf } from "./timing.ts";

const { steps, options } = workerData as { readonly steps: StepColumns; readonly options: TimingOptions };
parentPort?.postMessage(timingOf(steps, options));
