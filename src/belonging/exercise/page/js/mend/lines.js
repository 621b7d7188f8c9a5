// Finds the lines of a text that assign an answer, however the name was written. Twin of mend/answer_lines.py.
import { straightQuotes } from "./quotes.js";
import { escapeRegex, matchAt, squeeze, trim } from "./text.js";

const S = "[ \\t\\u00a0]";
const LINE = new RegExp(`^(${S}*(?:[>*+-]${S}+|[0-9]+[.)]${S}+)?[\`*]*)((?:my[ _]?)?(?:answers?|ans|anwser|awnser))`
  + `[ \\u00a0_.\\\\-]*([SQsq]?[0-9]*)([\`*]*${S}*)(:=|={1,2}|:|->|→|${S}is${S})${S}*([^\\n]*)$`, "i");
const NUMBER = /^[+-]?(0|[1-9][0-9]*)?(\.[0-9]*)?$/;
const NUMBER_LIKE = /^[+\u2212\u2013-]?[ ]?([0-9]+([.,][0-9]*)?|[.,][0-9]+)[ ]?%?$/;
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;
const WHOLE_STRING = /^("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')$/;
const UNSORTED = /^\{( ?"[^"]*" ?: ?\.\.\. ?,?)* ?\}$/;
const MOST_LINES = 300;

const stripped = (text, signs) => {
  let [start, end] = [0, text.length];
  while (start < end && signs.includes(text[start])) start += 1;
  while (end > start && signs.includes(text[end - 1])) end -= 1;
  return text.slice(start, end);
};
const within = (n, one) => one.start <= n && n < one.end;

export function findLines(text, sheet, slot, loose) {
  const lines = text.split("\n");
  const found = [];
  let busy = false;
  let at = 0;
  while (at < lines.length) {
    const one = answerLineAt(lines, at, sheet, slot, loose, busy) || functionAt(lines, at, sheet);
    if (one) {
      found.push(one);
      at = one.end;
    } else {
      const bare = trim(lines[at]);
      busy = busy || (bare !== "" && !bare.startsWith("#") && !bare.startsWith("```"));
      at += 1;
    }
  }
  return found;
}

function answerLineAt(lines, at, sheet, slot, loose, busy) {
  for (const one of sheet.slots) {
    if (["words", "code"].includes(one.kind)) continue;
    const strict = new RegExp(`^${escapeRegex(one.variable)}[ \\t]*=(?!=)[ \\t]*([^\\n]*)$`).exec(lines[at]);
    if (strict) return foundAt(lines, at, one, true, strict[1]);
  }
  const match = LINE.exec(lines[at]);
  if (!match) return null;
  const [, front, , label, , sign, value] = match;
  const named = label ? sheet.variable(label) : slot;
  if (!named || ["words", "code"].includes(named.kind) || (busy && !loose && front)) return null;
  if (label && sign === "=" && (loose || !front || !trim(front))) return foundAt(lines, at, named, false, value);
  if ((loose || named === slot) && plainValue(value, named) !== null) return foundAt(lines, at, named, false, value);
  return null;
}

function foundAt(lines, at, slot, strict, value) {
  const end = at + 1 + linesMore(value, lines, at + 1);
  const whole = [value, ...lines.slice(at + 1, end)].join("\n");
  const bare = squeeze(whole.replace(/#[^\n]*/g, ""));
  const blank = ["", "...", "None", "___"].includes(bare) || UNSORTED.test(bare)
    || squeeze(lines.slice(at, end).join("\n")) === squeeze(slot.blank);
  return { start: at, end, slot, strict, value: whole, blank };
}

function functionAt(lines, at, sheet) {
  for (const slot of sheet.slots) {
    if (slot.kind !== "code" || !new RegExp(`^def ${escapeRegex(slot.variable)}(?![A-Za-z0-9_])`).test(lines[at])) continue;
    let end = at + 1;
    while (end < lines.length && (!trim(lines[end]) || " \t)".includes(lines[end][0]))) end += 1;
    while (end > at + 1 && !trim(lines[end - 1])) end -= 1;
    const whole = lines.slice(at, end).join("\n");
    return { start: at, end, slot, strict: true, value: whole, blank: squeeze(slot.blank).includes(squeeze(whole)) };
  }
  return null;
}

function linesMore(value, lines, at) {
  let text = straightQuotes(value);
  let taken = 0;
  while (!isClosed(text)) {
    if (at + taken >= lines.length || taken >= MOST_LINES) return 0;
    text += "\n" + straightQuotes(lines[at + taken]);
    taken += 1;
  }
  return taken;
}

function isClosed(text) {
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const sign = text[at];
    if (sign === '"' || sign === "'") {
      if (text.startsWith(sign.repeat(3), at)) {
        const end = text.indexOf(sign.repeat(3), at + 3);
        if (end < 0) return false;
        at = end + 2;
      } else {
        const found = matchAt(STRING, text, at);
        if (found) at += found[0].length - 1;
      }
    } else if (sign === "#") {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    } else if ("([{".includes(sign)) {
      depth += 1;
    } else if (")]}".includes(sign)) {
      depth -= 1;
    }
    at += 1;
  }
  return depth <= 0;
}

export function plainValue(text, slot) {
  if (["words", "code"].includes(slot.kind)) return null;
  const value = stripped(trim(straightQuotes(trim(text).replace(/#[^\n]*$/, ""))), "`*\u00a0 ");
  if (value && NUMBER.test(value) && /[0-9]/.test(value)) return value;
  if (NUMBER_LIKE.test(value)) return `"${value}"`;
  if (WHOLE_STRING.test(value)) return value;
  if (value && "[{(".includes(value[0]) && "]})".includes(value.at(-1)) && isClosed(value)) return value;
  const known = new Map(slot.codes.map((code) => [code.toLowerCase(), code]));
  const parts = value.split(/[,; \t]+/).filter(Boolean).map((part) => stripped(part, "().\"'"));
  if (!parts.length || !parts.every((part) => known.has(part.toLowerCase()))) return null;
  const written = parts.map((part) => `"${known.get(part.toLowerCase())}"`);
  if (slot.kind === "choice") return written.length === 1 ? written[0] : null;
  return `[${written.join(", ")}]`;
}

// -> [text, "" | "quotes" | "name"]
export function asItShouldBe(text, slot, sheet) {
  if (["words", "code"].includes(slot.kind)) return [text, ""];
  const found = findLines(text, sheet, slot, false).filter((one) => one.slot === slot);
  const filled = found.filter((one) => !one.blank);
  const lines = text.split("\n");
  if (filled.length && !filled.some((one) => one.strict)) {
    const last = filled.at(-1);
    let plain = last.value.includes("\n") ? null : plainValue(last.value, slot);
    const comment = /#[^\n]*$/.exec(last.value);
    if (plain !== null && comment) plain += "  " + comment[0];
    const written = `${slot.variable} = ${plain || straightQuotes(last.value)}`;
    const kept = lines.map((line, n) => n === last.start ? written : line)
      .filter((_, n) => !found.some((one) => within(n, one) && (one.blank || (one === last && n > one.start))));
    return [kept.join("\n"), "name"];
  }
  if (filled.length) {
    const mended = straightQuotes(text);
    return mended === text ? [text, ""] : [mended, "quotes"];
  }
  const rest = lines.filter((_, n) => !found.some((one) => within(n, one)));
  const bare = rest.filter((line) => trim(line) && !trim(line).startsWith("#"));
  if (bare.length === 1) {
    const plain = plainValue(bare[0], slot);
    if (plain !== null) return [rest.map((line) => line === bare[0] ? `${slot.variable} = ${plain}` : line).join("\n"), "name"];
  }
  return [text, ""];
}
