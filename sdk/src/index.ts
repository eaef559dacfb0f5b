export { init } from "./init.ts";
export type { Options } from "./options.ts";
export type { Spanwise } from "./start.ts";
