/** The command line: `npx afterglow COMMAND`. The contract is each command's --help. */
import { Command, CommanderError } from "commander";
import { registerAudit } from "./audit/command.ts";
import { registerBuild } from "./build/command.ts";
import { registerDecide } from "./decide.ts";
import { registerDev } from "./dev/command.ts";
import { registerEvaluate } from "./evaluate/command.ts";
import { BadCall, BadData } from "./failure.ts";
import { registerInject } from "./inject.ts";
import { registerInspect } from "./inspect.ts";
import { registerKeys } from "./keys.ts";
import { registerOverlay } from "./overlay.ts";
import { registerRecommend } from "./recommend.ts";
import { registerRender } from "./render.ts";
import { registerServe } from "./serve/command.ts";

function exitCodeOf(error: unknown): number {
  if (error instanceof BadData || error instanceof BadCall) {
    console.error(`afterglow: ${error.message}`);
    return error.exitCode;
  }
  // commander has printed its own sentence; help and version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error(error);
  return 70;
}

const program = new Command("afterglow")
  .description("the post-purchase layer: build models, decide, render, measure")
  .version("0.1.0")
  .showHelpAfterError("(--help shows what the command takes)")
  .exitOverride();
for (const register of [
  registerBuild,
  registerRecommend,
  registerDecide,
  registerRender,
  registerInject,
  registerAudit,
  registerInspect,
  registerEvaluate,
  registerServe,
  registerDev,
  registerOverlay,
  registerKeys,
]) {
  register(program);
}
// Sub-commands do not inherit it by themselves.
for (const command of program.commands) command.exitOverride();

// A reader that closes the pipe early (head) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}
