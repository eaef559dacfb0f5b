import { type Options, readSettings } from "./options.ts";
import { type Spanwise, start } from "./start.ts";
import { createWarn, reasonOf } from "./warn.ts";

const inert: Spanwise = { flush: async () => {}, shutdown: async () => {} };
let running: Spanwise | undefined;

/**
 * Sends the spans of this process to Spanwise. Never throws: what is wrong is said in one line that begins with
 * `[Spanwise]`, and the program goes on unobserved. Called again while running, it gives back what runs.
 */
export function init(options: Options = {}): Spanwise {
  const warn = createWarn();
  if (running) {
    warn("init was called again; the first call's options stay");
    return running;
  }
  try {
    const started = start(readSettings(options, process.env), warn);
    running = { flush: started.flush, shutdown: () => stop(started) };
    return running;
  } catch (error) {
    warn(`not started: ${reasonOf(error)}`);
    return inert;
  }
}

async function stop(started: Spanwise): Promise<void> {
  running = undefined;
  await started.shutdown();
}
