import { apart } from "./apart.ts";
import type { Driven, Errand } from "./drive.ts";

/** Runs the driver in a process of its own, so that what it costs is not the server's. */
export async function driveApart(errand: Errand): Promise<Driven> {
  return apart<Driven>("./drive.ts", errand);
}
