import { quietly } from "./quietly.ts";

/** What is to be done at the end of the process. */
export interface LastActs {
  /** Sends what there is; never rejects, and takes no longer than it may. */
  flush(): Promise<void>;
  hasNews(): boolean;
  /** Closes what is open and will never be closed by the host. */
  close(): void;
  /** Tells of the error that the process dies of. */
  tell(error: unknown): void;
  /** Sends what there is while nothing else runs. */
  sendNow(): void;
}

const signals: readonly NodeJS.Signals[] =
  process.platform === "win32" ? ["SIGTERM", "SIGINT"] : ["SIGTERM", "SIGINT", "SIGHUP"];

/**
 * Sends what there is when the process ends: by itself, by a signal, or of an error. It ends as it would have without us,
 * with the same exit code. Gives back how to stop watching.
 */
export function watchEndings(acts: LastActs): () => void {
  const undo = [watchLoop(acts), ...signals.map((signal) => watchSignal(signal, acts)), watchErrors(acts)];
  return () => {
    for (const stop of undo) stop();
  };
}

/** Nothing is left to do in the process. Sending is something, so it is asked again afterwards. */
function watchLoop(acts: LastActs): () => void {
  const onBeforeExit = () => {
    quietly(() => acts.close());
    if (acts.hasNews()) void acts.flush();
  };
  process.on("beforeExit", onBeforeExit);
  return () => process.off("beforeExit", onBeforeExit);
}

/**
 * Where nobody else listens to a signal, it kills: after what there is was sent. Where somebody does, what happens is
 * theirs to say. They are asked after us and never see us, since some of them kill only when nobody else listens.
 */
function watchSignal(signal: NodeJS.Signals, acts: LastActs): () => void {
  let isWatching = true;
  const watch = () => {
    if (isWatching) process.prependListener(signal, onSignal);
  };
  function onSignal(): void {
    process.off(signal, onSignal);
    const isAlone = process.listenerCount(signal) === 0;
    if (isAlone) quietly(() => acts.close());
    void acts.flush().then(() => {
      if (isAlone && process.listenerCount(signal) === 0) process.kill(process.pid, signal);
      // Whoever is first in a container, or ignores the signal, lives on.
      setTimeout(watch, 100).unref();
    });
  }
  watch();
  return () => {
    isWatching = false;
    process.off(signal, onSignal);
  };
}

/** A listener for errors would keep the process alive, so they are only looked at before Node ends the process. */
function watchErrors(acts: LastActs): () => void {
  const onError = (error: unknown) => {
    quietly(() => acts.tell(error));
    const lives = process.listenerCount("uncaughtException") > 0 || process.hasUncaughtExceptionCaptureCallback();
    if (lives) return;
    quietly(() => acts.close());
    quietly(() => acts.sendNow());
  };
  process.on("uncaughtExceptionMonitor", onError);
  return () => process.off("uncaughtExceptionMonitor", onError);
}
