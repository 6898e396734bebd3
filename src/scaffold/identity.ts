import { execa } from "execa";
import type { Identity } from "./answers.ts";

/** The author that git knows in a folder; nothing where git or its config is missing. */
export async function gitIdentity(cwd: string): Promise<Identity> {
  const [author, email] = await Promise.all([gitConfig("user.name", cwd), gitConfig("user.email", cwd)]);
  return { author, email };
}

async function gitConfig(key: string, cwd: string): Promise<string | undefined> {
  const { exitCode, stdout } = await execa("git", ["config", "--get", key], { cwd, reject: false });
  return exitCode === 0 && stdout !== "" ? stdout.trim() : undefined;
}
