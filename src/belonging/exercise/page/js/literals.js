// Python literals of an answer line: reading the simple ones, writing all we need.
import { exactNumber } from "./answers.js";

const quote = (text) => JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g,
  (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));

// value: null (blank), a list of codes, lines by code, or a text; numbers stay bare, everything else is quoted
export function answerLine(task, value) {
  if (value === null) return task.blank;
  if (task.kind === "sort") {
    const lines = task.items.map(({ code, comment }) => `    "${code}": ${value[code] ? quote(value[code]) : "..."},  # ${comment}\n`);
    return `${task.variable} = {\n${lines.join("")}}`;
  }
  if (Array.isArray(value)) return `${task.variable} = [${value.map(quote).join(", ")}]`;
  const exact = task.kind === "number" ? exactNumber(value) : null;
  return `${task.variable} = ${exact === null ? quote(value) : exact}`;
}

// Returns {value} for a plain literal, {code: true} when the answer is worked out by code.
export function readAnswer(task, source) {
  if (source.trim() === task.blank.trim() || source.trim() === "") return { value: null };
  const found = new RegExp(`^(?:[ \\t]*(?:#[^\\n]*)?\\n)*${task.variable}[ \\t]*=(?!=)[ \\t]*(?=[^\\s#])`).exec(source);
  if (!found) return { code: true };
  const reader = { text: source, at: found[0].length };
  const value = literal(reader);
  if (value === undefined || !/^[ \t]*(#[^\n]*)?(\n[ \t]*(#[^\n]*)?)*$/.test(reader.text.slice(reader.at))) return { code: true };
  return { value };
}

function literal(reader) {
  const rest = reader.text.slice(reader.at);
  const dots = /^(\.\.\.|None)/.exec(rest);
  if (dots) { reader.at += dots[0].length; return null; }
  if (/^["']/.test(rest)) return string(reader);
  if (/^[[(]/.test(rest)) return list(reader);
  if (rest[0] === "{") return lines(reader);
  const number = /^[+-]?(\d[\d_]*\.?\d*|\.\d+)(?![\w.])/.exec(rest);
  if (!number) return undefined;
  reader.at += number[0].length;
  return number[0].replace(/_/g, "").replace(/^\+/, "");
}

function string(reader) {
  const found = /^"((?:[^"\\]|\\.)*)"|^'((?:[^'\\]|\\.)*)'/.exec(reader.text.slice(reader.at));
  if (!found) return undefined;
  reader.at += found[0].length;
  const body = found[1] ?? found[2];
  const plain = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "\\": "\\", "'": "'", '"': '"', "/": "\\/" };
  return body.replace(/\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/g, (all, code) =>
    /^[ux]./.test(code) ? String.fromCharCode(parseInt(code.slice(1), 16)) : plain[code] ?? all);
}

function list(reader) {
  const close = reader.text[reader.at] === "[" ? "]" : ")";
  const values = [];
  reader.at += 1;
  for (;;) {
    skip(reader);
    if (reader.text[reader.at] === close) { reader.at += 1; return values; }
    const value = literal(reader);
    if (value === undefined || value === null || typeof value === "object") return undefined;
    values.push(value);
    skip(reader);
    if (reader.text[reader.at] === ",") reader.at += 1;
    else if (reader.text[reader.at] !== close) return undefined;
  }
}

// {"Q1": "a", "Q2": ...}
function lines(reader) {
  const found = [];
  reader.at += 1;
  for (;;) {
    skip(reader);
    if (reader.text[reader.at] === "}") { reader.at += 1; return Object.fromEntries(found); }
    const key = /^["']/.test(reader.text[reader.at] || "") ? string(reader) : undefined;
    skip(reader);
    if (key === undefined || reader.text[reader.at] !== ":") return undefined;
    reader.at += 1;
    skip(reader);
    const value = literal(reader);
    if (value === undefined || (value !== null && typeof value === "object")) return undefined;
    found.push([key, value]);
    skip(reader);
    if (reader.text[reader.at] === ",") reader.at += 1;
    else if (reader.text[reader.at] !== "}") return undefined;
  }
}

// inside brackets, spaces, line ends and comments mean nothing
const skip = (reader) => { reader.at += /^(\s|#[^\n]*)*/.exec(reader.text.slice(reader.at))[0].length; };
