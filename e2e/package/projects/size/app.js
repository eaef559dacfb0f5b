import { init } from "@spanwise/sdk";

init();
