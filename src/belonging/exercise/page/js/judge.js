// What an answer is told: the same as check.py and sort_outcome.py of the package (a test compares the two).
import { canonical, isBlank, sortedPairs } from "./answers.js";
import { allRight, lookUp } from "./digest.js";

const escaped = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const paragraph = (text) => `<p>${escaped(text)}</p>`;
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));

// -> {status, points, html, id, items: [{code, right, html}]}; `items` only of a task that sorts.
export function judge(task, words, value) {
  if (isBlank(value)) return { status: "blank", points: 0, html: paragraph(task.silent ? words.silentBlank : words.blank) };
  if (task.silent) return { status: "kept", points: 0, html: paragraph(words.silentKept) };
  if (task.kind === "words") return { status: "written", points: 0, html: paragraph(words.written) };
  const agreed = canonical(task, value);
  if (agreed === null) {
    return { status: "not_yet", points: 0, id: "kind", html: paragraph(fill(task.needs, { given: named(value) })) };
  }
  // what is in the file, Python alone can say: see live/js/handed.js
  if (task.kind === "file") return { status: "written", points: 0, html: paragraph(words.named) };
  if (task.kind === "sort") return judgeSorted(task, words, agreed);
  return lookUp(task.table, agreed) || { status: "not_yet", points: 0, id: null, html: paragraph(words.unknown) };
}

function judgeSorted(task, words, agreed) {
  const filled = sortedPairs(agreed).filter(([, key]) => key);
  const shares = [];
  const items = filled.map(([code, key]) => {
    const { share, ...told } = lookUp(task.table.items[code], key) || {
      right: false,
      html: paragraph(fill(task.items.find((item) => item.code === code).needs, { given: named(key) })),
    };
    if (share) shares.push(share);
    return { code, ...told };
  });
  const all = task.items.length;
  const right = items.filter((item) => item.right).length;
  let points = task.enough.filter((need) => right >= need).length;
  if (filled.length < all) points = Math.min(points, task.points - 1); // the last point is for all items
  const complete = filled.length === all && points === task.points;
  const summary = filled.length < all ? words.sortPart : complete && right < all ? words.sortEnough : words.sortFull;
  const missed = items.filter((item) => !item.right).map((item) => item.code).join(",");
  return {
    status: complete ? "right" : "not_yet",
    points,
    id: complete ? null : missed || "unfilled",
    html: paragraph(fill(summary, { filled: filled.length, all, right })) + (right === all ? allRight(task.table, shares) : ""),
    items,
  };
}

function named(value) {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a list of lines";
  return `“${value.length > 40 ? value.slice(0, 39) + "…" : value}”`;
}
