// The few operations on text that must do exactly what mend/text.py does.
export const trim = (text) => text.replace(/^[ \t\n\r\f\v]+/, "").replace(/[ \t\n\r\f\v]+$/, "");
export const squeeze = (text) => trim(text.replace(/[ \t\n\r\f\v]+/g, " "));
export const normal = (text) => text.replace(/\]\([^)\n]*\)/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "");
export const unix = (text) => text.replace(/\r\n/g, "\n").replace(/\r/g, "\n");
export const linesOf = (text) => text.match(/[^\n]*\n|[^\n]+/g) || [];
export const escapeRegex = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
export const isObject = (thing) => thing !== null && typeof thing === "object" && !Array.isArray(thing);
// only "\n" ends a line here, as in Python's patterns
export const stripLines = (text) => text.replace(/^\n+/, "").replace(/\n+$/, "");
export const sourceOf = (cell) => Array.isArray(cell.source) ? cell.source.join("") : String(cell.source ?? "");
export const metadataOf = (cell) => isObject(cell.metadata) ? cell.metadata : {};
export const gradeId = (cell) => {
  const marks = metadataOf(cell).nbgrader;
  return isObject(marks) && typeof marks.grade_id === "string" ? marks.grade_id : null;
};

export class Plain extends Error {}

// A match that must start exactly here; the pattern needs the flag y.
export function matchAt(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
