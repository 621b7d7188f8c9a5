// Straight quotes instead of typographic ones, only where Python needs them. Twin of mend/quotes.py.
import { matchAt } from "./text.js";

const DOUBLE = "“”„‟«»″";
const SINGLE = "‘’‚‛′´";
const AFTER = /[ \t]*([,\])}:#\n]|$)/y;

export function straightQuotes(text) {
  let out = "";
  let at = 0;
  while (at < text.length) {
    const sign = text[at];
    let stop = text.indexOf("\n", at);
    if (stop < 0) stop = text.length;
    const straight = sign === '"' || sign === "'";
    let end;
    if (sign === "#") {
      out += text.slice(at, stop);
      at = stop;
    } else if (straight && text.startsWith(sign.repeat(3), at)) {
      end = text.indexOf(sign.repeat(3), at + 3);
      end = end < 0 ? text.length : end + 3;
      out += text.slice(at, end);
      at = end;
    } else if (straight && (end = straightEnd(text, at, stop)) >= 0) {
      out += text.slice(at, end + 1);
      at = end + 1;
    } else if (straight || DOUBLE.includes(sign) || SINGLE.includes(sign)) {
      const quote = sign === '"' || DOUBLE.includes(sign) ? '"' : "'";
      end = closingQuote(text, at + 1, stop, quote + (quote === '"' ? DOUBLE : SINGLE));
      if (end < 0) {
        out += sign;
        at += 1;
      } else {
        out += quote + text.slice(at + 1, end).replaceAll(quote, () => "\\" + quote) + quote;
        at = end + 1;
      }
    } else {
      out += sign;
      at += 1;
    }
  }
  return out;
}

function straightEnd(text, at, stop) {
  let end = at + 1;
  while (end < stop) {
    if (text[end] === "\\") end += 2;
    else if (text[end] === text[at]) return end;
    else end += 1;
  }
  return -1;
}

function closingQuote(text, start, stop, closing) {
  const found = [];
  for (let n = start; n < stop; n += 1) if (closing.includes(text[n])) found.push(n);
  return found.find((n) => matchAt(AFTER, text, n + 1)) ?? found[0] ?? -1;
}
