// Reads the cells out of damaged JSON. Twin of mend/salvage.py.
import { isObject, matchAt } from "./text.js";

const CELL_START = /\{[ \t\r\n]*(["'])(?:attachments|cell_type|collapsed|execution_count|id|input|language|level|metadata|outputs|source)\1[ \t\r\n]*:/g;
const MODULE = /["']belonging["']\s*:\s*\{[^{}]*["']module["']\s*:\s*["']([A-Za-z0-9_-]+)["']/;
const SMART = /[“”„‟]/g;
const ESCAPES = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "/": "/", "\\": "\\", '"': '"', "'": "'" };
const ESCAPE = /\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])/g;
// bare words sign by sign: as words, a long line of prose could be parted in more ways than can be tried
const REST = /^[ \t\r]*([,\]}](?:[ \t\r,:[\]{}0-9.+A-Za-z-]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')*)?$/;
const LONGEST_REST = 20_000;
const DEEPEST = 60;

export function salvage(text) {
  CELL_START.lastIndex = 0;
  if (!CELL_START.test(text) && text.search(SMART) >= 0) text = text.replace(SMART, '"');
  const cells = [];
  const byLine = text.split("\n").length - 1 > 20;
  let at = 0;
  for (;;) {
    CELL_START.lastIndex = at;
    const start = CELL_START.exec(text);
    if (!start) break;
    const end = start.index + start[0].length;
    const reader = new Reader(text, start.index, byLine);
    const found = reader.value(0);
    if (isObject(found) && isCell(found)) {
      cells.push(found);
      at = Math.max(reader.at, end);
    } else {
      at = end;
    }
  }
  const module_ = MODULE.exec(text);
  return [cells, module_ ? module_[1] : null];
}

function isCell(found) {
  const text = "source" in found ? found.source : found.input;
  return (typeof text === "string" || Array.isArray(text))
    && ("cell_type" in found || "metadata" in found || "outputs" in found);
}

class Reader {
  constructor(text, at, byLine) {
    this.text = text;
    this.at = at;
    this.byLine = byLine;
  }

  get sign() { return this.text.charAt(this.at); }

  value(depth) {
    this.skip("");
    if (this.sign === "{" && depth < DEEPEST) return this.members(depth);
    if (this.sign === "[" && depth < DEEPEST) return this.items(depth);
    if (this.sign === '"' || this.sign === "'") return this.string(this.sign, false);
    this.at += matchAt(/[^,\]}\n]*/y, this.text, this.at)[0].length;
    return null;
  }

  members(depth) {
    this.at += 1;
    const found = Object.create(null);
    for (;;) {
      this.skip(",");
      if (this.sign === "}") { this.at += 1; return { ...found }; }
      if (["", "]", "{", "["].includes(this.sign)) return { ...found };
      if (this.sign !== '"' && this.sign !== "'") { this.at += 1; continue; }
      const key = this.string(this.sign, true);
      this.skip("");
      if (this.sign !== ":") continue;
      this.at += 1;
      const value = this.value(depth + 1);
      if (!(key in found)) found[key] = value;
    }
  }

  items(depth) {
    this.at += 1;
    const found = [];
    for (;;) {
      this.skip(",");
      if (this.sign === "]") { this.at += 1; return found; }
      if (["", "}", ":"].includes(this.sign)) return found;
      const before = this.at;
      found.push(this.value(depth + 1));
      if (this.at === before) this.at += 1;
    }
  }

  string(quote, key) {
    const start = this.at + 1;
    let stop = this.byLine ? this.text.indexOf("\n", start) : this.text.length;
    if (stop < 0) stop = this.text.length;
    let first = -1;
    let at = start;
    for (;;) {
      at = this.text.indexOf(quote, at);
      if (at < 0 || at >= stop) { at = -1; break; }
      if (isEscaped(this.text, at, start)) { at += 1; continue; }
      if (first < 0) first = at;
      if (this.closes(at + 1, stop, key)) break;
      at += 1;
    }
    if (at < 0) at = first >= 0 && key ? first : stop;
    this.at = Math.min(at + 1, this.text.length);
    return unescaped(this.text.slice(start, at).replace(/\r$/, ""));
  }

  closes(at, stop, key) {
    if (key) return matchAt(/[ \t\r\n]*:/y, this.text, at) !== null;
    if (this.byLine && stop - at < LONGEST_REST) return REST.test(this.text.slice(at, stop));
    return matchAt(/[ \t\r\n]*([\]},]|$)/y, this.text, at) !== null;
  }

  skip(more) {
    while (this.at < this.text.length && (" \t\r\n" + more).includes(this.sign)) this.at += 1;
  }
}

export const unescaped = (text) => text.replace(ESCAPE, (all, code) =>
  code.length > 1 ? String.fromCharCode(parseInt(code.slice(1), 16)) : ESCAPES[code] ?? all);

function isEscaped(text, at, start) {
  let back = at;
  while (back > start && text[back - 1] === "\\") back -= 1;
  return (at - back) % 2 === 1;
}
