export type { Redactor } from "./content.ts";
export { init, type Spanwise, type Status } from "./init.ts";
export { instrument } from "./instruments/instrument-client.ts";
export type { Options, SpanLimits } from "./options.ts";
export { startSession } from "./sessions/start-session.ts";
export { version } from "./version.ts";
