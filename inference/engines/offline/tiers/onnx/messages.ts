/** What the desk and the process that runs an ONNX model say to each other. Both are ours, so shapes are not checked. */
export type ToRunner = { type: "load"; folder: string } | { type: "score"; id: number; text: string };
/** `code` says what failed, without content. */
export type FromRunner =
  | { type: "loaded" }
  | { type: "not_loaded"; code: string }
  | { type: "scored"; id: number; score: number }
  | { type: "failed"; id: number; code: string };
