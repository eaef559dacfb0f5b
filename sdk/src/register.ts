/** `node --import @spanwise/sdk/register`: starts before the program's own code, with settings from the environment. */
import { init } from "./init.ts";

init();
