// Notebooks in other clothes: scripts, web pages, plain text. Twin of mend/shapes.py.
import { trim } from "./text.js";

const PERCENT = /^# ?(%%|\+)(?=[ \t\n]|$)([^\n]*)\n?/gm;
const IN = /^# In ?\[[0-9 *]*\]:[ \t]*$/m;
const CELL = /<div[^>]*class="[^"]*\b(jp-CodeCell|jp-MarkdownCell|jp-RawCell|code_cell|text_cell)\b[^"]*"[^>]*>/g;
const BLOCK = /<\/?(p|div|h[1-6]|ul|ol|li|table|thead|tbody|tr|blockquote|pre|section|br)\b[^>]*>/gi;
const TRACE = /^[ \t>*`-]*answers?[ _-]?[sq]?[0-9]+[ \t]*[=:]|^#+ (task|stretch|question) [sq]?[0-9]+\. |^check\([0-9'"SQ]+\)[ \t]*$|begin\(["'][a-z-]+["']\)/im;
const ENTITY = /&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos|nbsp);/g;
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

const madeCell = (kind, text) => ({ cell_type: kind, metadata: {}, source: text });
const allComment = (block) => block.split("\n").every((line) => !trim(line) || line.startsWith("#"));
const uncommented = (block) => trim(block.replace(/^# ?/gm, ""));
const comments = (block) => block.split(/\n[ \t]*\n/).filter((one) => trim(one))
  .map((one) => madeCell("markdown", uncommented(one)));

export function cellsOfScript(text) {
  const heads = [...text.matchAll(PERCENT)];
  if (heads.length) {
    return heads.map((head, n) =>
      scripted(head[2], text.slice(head.index + head[0].length, n + 1 < heads.length ? heads[n + 1].index : text.length)));
  }
  if (!IN.test(text)) return [];
  const [first, ...segments] = text.split(IN);
  const cells = comments(first.replace(/^#( coding:.*|!.*)$/gm, ""));
  for (const segment of segments) {
    const spots = [...segment.matchAll(/\n\n(?=\n#)/g)].map((found) => found.index);
    const end = spots.find((at) => allComment(segment.slice(at))) ?? segment.length;
    cells.push(madeCell("code", trim(segment.slice(0, end))), ...comments(segment.slice(end)));
  }
  return cells.filter((cell) => cell.source);
}

export function cellsOfPage(text) {
  const heads = [...text.matchAll(CELL)];
  if (!heads.length) {
    const plain = text.includes('"cell_type"') ? text : plainText(text);
    return [plain, cellsOfText(plain)];
  }
  const cells = heads.map((head, n) => {
    const body = text.slice(head.index + head[0].length, n + 1 < heads.length ? heads[n + 1].index : text.length);
    const id = /id="cell-id=([^"]*)"/.exec(head[0]);
    let cell;
    if (["jp-MarkdownCell", "text_cell"].includes(head[1])) {
      const start = /<div[^>]*class="[^"]*\b(?:jp-MarkdownOutput|rendered_html)\b[^"]*"[^>]*>/.exec(body);
      cell = madeCell("markdown", trim(plainText(start ? body.slice(start.index + start[0].length) : body)));
    } else {
      const shown = /<pre[^>]*>([\s\S]*?)<\/pre>/.exec(body);
      cell = madeCell("code", shown ? trim(unescapedHtml(shown[1].replace(/<[^>]*>/g, ""))) : "");
    }
    return id ? { ...cell, id: id[1] } : cell;
  });
  return [null, cells];
}

export const cellsOfText = (text) => TRACE.test(text) ? [madeCell("raw", trim(text))] : [];

function plainText(html) {
  const bare = html.replace(/<(script|style|head)\b[\s\S]*?<\/\1>|<!--[\s\S]*?-->/gi, "")
    .replace(/<\/t[dh]>\s*/gi, " | ")
    .replace(/<a[^>]*class="anchor-link"[^>]*>[^<]*<\/a>/g, "")
    .replace(/<h([1-6])\b[^>]*>\s*/gi, (_, level) => "\n" + "#".repeat(Number(level)) + " ")
    .replace(BLOCK, "\n").replace(/<[^>]*>/g, "");
  return unescapedHtml(bare).replace(/\n[ \t]*\n\s*/g, "\n\n");
}

function scripted(head, rawBody) {
  const kind = /\[(markdown|md)\]/.test(head) ? "markdown" : head.includes("[raw]") ? "raw" : "code";
  let body = trim(rawBody).replace(/^# -[ \t]*$/gm, "");
  const quoted = /^r?("""|''')\n?([\s\S]*?)\n?\1$/.exec(trim(body));
  if (kind !== "code") body = quoted ? quoted[2] : allComment(body) ? uncommented(body) : body;
  const cell = madeCell(kind, trim(body));
  const marked = /"grade_id":[ ]*("(?:[^"\\]|\\.)*")/.exec(head);
  const named = /\bid="([A-Za-z0-9_-]+)"/.exec(head);
  if (marked) cell.metadata = { nbgrader: { grade_id: JSON.parse(marked[1]) } };
  else if (named) cell.id = named[1];
  return cell;
}

const unescapedHtml = (text) => text.replace(ENTITY, (all, name) => {
  if (!name.startsWith("#")) return ENTITIES[name];
  const number = /^#[xX]/.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1));
  return number > 0 && number <= 0x10ffff ? String.fromCodePoint(number) : all;
});
