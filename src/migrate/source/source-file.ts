/** What a file is to the migration. */
export type FileKind =
  /** A Python module. */
  | "python"
  /** A Python module of the gateway's own old framework, which the shims replace. */
  | "framework"
  /** A `pyproject.toml`. */
  | "project"
  /** A `requirements.txt`. */
  | "requirements"
  /** Documentation: Markdown, reStructuredText. */
  | "docs"
  /** Any other text that may name a Python module: YAML, shell, a Makefile. */
  | "other";

/** A file of the tree. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  /** As it is shown, with `/`. */
  readonly file: string;
  readonly kind: FileKind;
  /** Without a byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
  /** The dotted package that a Python module is in, where folders with `__init__.py` say so. */
  readonly package: string | undefined;
  /** The dotted path of the module itself, where its package is known. */
  readonly module: string | undefined;
  /** Whether it is code of a test. */
  readonly test: boolean;
  /** Whether a project file stands for code that uses the framework. */
  readonly needsCpex: boolean;
}

/** How the bytes of a file are read and written again. */
export interface Encoding {
  readonly name: "utf-8" | "latin1";
  readonly bom: boolean;
}
