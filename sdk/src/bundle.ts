/** What bundlers take for `index.ts`: in a bundle nothing can be loaded by its name. */
export * from "./index.ts";
export { instrument } from "./instruments/instrument-bundled.ts";
