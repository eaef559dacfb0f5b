import { fileURLToPath } from "node:url";

/** Where the UI is built to. */
export const uiFolder: string = fileURLToPath(new URL("../../ui/dist", import.meta.url));
