import { AsyncLocalStorage } from "node:async_hooks";

/** A call of a model that a framework tells of in passing, so that nothing can be put around it. */
export interface UnheldCall {
  /** The client that it was made with has told of it. */
  isTold: boolean;
}

const underWay = new AsyncLocalStorage<UnheldCall>();

/**
 * What is called from here on knows of it. So does whoever called: a call that they make before this one has ended, too,
 * passes for its client's.
 */
export const enterCall = (call: UnheldCall): void => underWay.enterWith(call);

/** A client begins a call: the framework's tale of it is not needed. */
export function tellOfCall(): void {
  const call = underWay.getStore();
  if (call) call.isTold = true;
}
