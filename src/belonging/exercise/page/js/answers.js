// The kinds of answer and their agreed form, by the same rules as kinds.py (a test compares the two).

// Text of one number -> its exact decimal text ("65 %" -> "0.65"), or null.
export function exactNumber(text) {
  let t = text.trim().replace(/[\u2212\u2013]/g, "-").replace(/\s+(?=%)|(?<=[+-])\s+/g, "");
  const percent = t.endsWith("%");
  if (percent) t = t.slice(0, -1);
  if (t.split(",").length === 2 && !t.includes(".")) t = t.replace(",", ".");
  const found = /^([+-]?)(\d*)\.?(\d*)$/.exec(t);
  if (!found || !(found[2] + found[3])) return null;
  let [, sign, whole, part] = found;
  if (percent) {
    const digits = whole.padStart(3, "0");
    part = digits.slice(-2) + part;
    whole = digits.slice(0, -2);
  }
  whole = whole.replace(/^0+(?=\d)/, "") || "0";
  return (sign === "-" ? "-" : "") + whole + (part ? "." + part : "");
}

// Round half away from zero on the decimal digits themselves, so that no binary fraction decides.
export function rounded(exact, decimals) {
  const negative = exact.startsWith("-");
  const [whole, part = ""] = exact.replace("-", "").split(".");
  let digits = BigInt(whole + part.slice(0, decimals).padEnd(decimals, "0"));
  if (part.length > decimals && part[decimals] >= "5") digits += 1n;
  const text = digits.toString().padStart(decimals + 1, "0");
  const value = decimals ? text.slice(0, -decimals) + "." + text.slice(-decimals) : text;
  return (negative && digits !== 0n ? "-" : "") + value;
}

export function isBlank(value) {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === "object") return Object.values(value).every(isBlank);
  return ["", "..."].includes(String(value).trim());
}

// "Q1=room;Q2=" -> [["Q1", "room"], ["Q2", ""]]
export const sortedPairs = (agreed) => agreed.split(";").map((part) => {
  const at = part.indexOf("=");
  return [part.slice(0, at), part.slice(at + 1)];
});

// The agreed form of an answer, or null when it is not of the kind the task asks for.
export function canonical(task, value) {
  if (task.kind === "number") {
    if (Array.isArray(value)) return null;
    const exact = exactNumber(String(value));
    return exact === null ? null : rounded(exact, task.decimals);
  }
  if (task.kind === "file") {
    const name = typeof value === "string" ? value.trim() : "";
    return !task.endings.some((end) => name.toLowerCase().endsWith(end)) || name.length > 200 || name.startsWith(".") || /[/\\:*?"<>|\n\r\t\0]/.test(name) ? null : name;
  }
  if (task.kind === "choice") {
    const one = Array.isArray(value) && value.length === 1 ? value[0] : value;
    const key = typeof one === "string" ? one.trim().replace(/^[.()]+|[.()]+$/g, "").toLowerCase() : "";
    return task.codes.includes(key) ? key : null;
  }
  if (task.kind === "sort") return sorting(task, value);
  const list = Array.isArray(value) ? value : String(value).split(/[,;\s]+/).filter(Boolean);
  const known = new Map(task.codes.map((code) => [code.toLowerCase(), code]));
  const chosen = list.map((part) => known.get(String(part).trim().toLowerCase()));
  return chosen.includes(undefined) ? null : [...new Set(chosen)].sort().join(",");
}

function sorting(task, value) {
  let pairs;
  if (typeof value === "string") {
    const parts = value.split(/[;\n]+/).filter((part) => part.trim());
    if (!parts.every((part) => part.includes("="))) return null;
    pairs = sortedPairs(parts.join(";"));
  } else {
    if (typeof value !== "object" || Array.isArray(value)) return null;
    pairs = Object.entries(value);
  }
  const known = new Map(task.items.map(({ code }) => [code.toLowerCase(), code]));
  const found = new Map(task.items.map(({ code }) => [code, ""]));
  for (const [name, key] of pairs) {
    const code = known.get(name.trim().toLowerCase());
    if (!code) return null;
    found.set(code, isBlank(key) ? "" : String(key).trim().toLowerCase());
  }
  return [...found].map(([code, key]) => `${code}=${key}`).join(";");
}
