import { codeOf, failed, messageOf, notFound, type ToolError } from "../errors.ts";

/** What is being done to a path, as it reads in the message. */
export type FileAction = "read" | "write" | "create" | "list" | "rename" | "remove";

/** Turns a file system error into a sentence that names the path and what to do. */
export function ioError(action: FileAction, path: string, error: unknown): ToolError {
  const code = codeOf(error);
  const cause = error;
  switch (code) {
    case "ENOENT":
      return notFound(`cannot ${action} ${path}: no such file or directory`, { cause });
    case "EISDIR":
      return failed(`cannot ${action} ${path}: it is a directory`, { hint: "Name a file.", cause });
    case "ENOTDIR":
      return failed(`cannot ${action} ${path}: part of the path is a file, not a directory`, { cause });
    case "ELOOP":
      return failed(`cannot ${action} ${path}: its symbolic links lead in a circle`, {
        hint: "Remove or correct one of the links.",
        cause,
      });
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return failed(`cannot ${action} ${path}: permission denied`, {
        hint: "Check the permissions of the path and of its folder.",
        cause,
      });
    case "ENOSPC":
    case "EDQUOT":
      return failed(`cannot ${action} ${path}: no space left on the device`, {
        hint: "Free some space and run the command again; nothing was left half-written.",
        cause,
      });
    default:
      return failed(`cannot ${action} ${path}: ${messageOf(error)}`, { cause });
  }
}
