// Parts of a plan and lists of them: each entry can be added, moved and taken away by keyboard.
import { element } from "../../live/js/element.js";
import { planField, planFound, planId, planLabel, planLine } from "./fields.js";
import { planBlank, planGet, planName, planPointing, planSet, planUnder } from "./model.js";

const PLAN_FLAT = 3; // entries of so few fields stand open

export const planAnyField = (desk, field, path, level) => {
  if (field.kind === "part") return planPart(desk, field, path, level);
  if (field.kind === "parts" || field.kind === "texts") return planEntries(desk, field, path, level);
  return planField(desk, field, path);
};

function planHead(desk, field, path, level) {
  const title = element(`h${level}`, { id: `${planId(path)}--title`, textContent: planLabel(desk, field) });
  const range = field.few && field.many ? `${field.few} to ${field.many}.` : field.few ? `At least ${field.few}.` : field.many ? `Up to ${field.many}.` : "";
  const hint = [field.help, range].filter(Boolean).join(" ");
  return [title, ...(hint ? [element("p", { className: "bbd-plan-hint", textContent: hint })] : []), planFound(path)];
}

function planPart(desk, field, path, level) {
  const inner = field.fields.map((one) => planAnyField(desk, one, planUnder(path, one.name), Math.min(6, level + 1)));
  return element("div", { className: "bbd-plan-part", "data-path": path, role: "group", "aria-labelledby": `${planId(path)}--title`, tabIndex: -1 },
    ...planHead(desk, field, path, level), ...inner);
}

function planEntries(desk, field, path, level) {
  const entries = planGet(desk.plan(), path) ?? [];
  const one = field.kind === "texts" ? planText : planEntry;
  const name = field.entry ?? field.label;
  const add = element("button", { type: "button", id: `${planId(path)}--add`, textContent: field.kind === "texts" ? `Add to “${field.label}”` : `Add: ${name}` });
  add.addEventListener("click", () => {
    const now = planGet(desk.plan(), path) ?? [];
    const made = field.kind === "texts" ? "" : planBlank(field, now);
    desk.opened.add(planUnder(path, now.length));
    desk.replace(planSet(desk.plan(), path, [...now, made]), path);
    planFirst(planUnder(path, now.length))?.focus();
    desk.say(`${name} ${now.length + 1} is added.`);
  });
  const list = element("ol", { className: "bbd-plan-entries" }, ...entries.map((_, place) => one(desk, field, path, place, entries.length, level)));
  return element("div", { className: "bbd-plan-list", "data-path": path, role: "group", "aria-labelledby": `${planId(path)}--title`, tabIndex: -1 },
    ...planHead(desk, field, path, level), ...(entries.length ? [list] : []), add);
}

const planFirst = (path) => document.querySelector(`[data-path="${path}"]`)?.querySelector("input, select, textarea");

function planEntry(desk, field, path, place, count, level) {
  const here = planUnder(path, place);
  const words = () => {
    const name = planName(field, planGet(desk.plan(), here));
    return `${field.entry} ${place + 1}${name ? `: ${name}` : ""}`;
  };
  const said = element("span", { textContent: words() });
  desk.follow(() => { if (said.textContent !== words()) said.textContent = words(); });
  const ids = field.fields.filter((one) => one.kind === "id");
  const inner = [...field.fields.filter((one) => one.kind !== "id"), ...ids].map((one) => planAnyField(desk, one, planUnder(here, one.name), Math.min(6, level + 1)));
  const buttons = planButtons(desk, field, path, place, count);
  const box = { className: "bbd-plan-entry", "data-path": here };
  if (field.fields.length - ids.length <= PLAN_FLAT) {
    const title = `${planId(here)}--title`;
    said.id = title;
    said.className = "bbd-plan-entry-name";
    return element("li", box, element("div", { role: "group", "aria-labelledby": title, tabIndex: -1 }, said, planFound(here), ...inner, buttons));
  }
  const fold = element("details", { open: desk.opened.has(here) }, element("summary", {}, said), planFound(here), ...inner, buttons);
  fold.addEventListener("toggle", () => (fold.open ? desk.opened.add(here) : desk.opened.delete(here)));
  return element("li", box, fold);
}

function planText(desk, field, path, place, count) {
  const here = planUnder(path, place);
  const control = planLine(field, planGet(desk.plan(), here) ?? "");
  control.id = planId(here);
  control.setAttribute("aria-describedby", `${planId(here)}--found`);
  control.addEventListener("input", () => desk.change(here, control.value, true));
  control.addEventListener("change", () => desk.rest());
  const label = element("label", { htmlFor: control.id, className: "bbd-plan-small", textContent: `${field.label} ${place + 1}` });
  return element("li", { className: "bbd-plan-entry", "data-path": here }, label, control, planFound(here), planButtons(desk, field, path, place, count));
}

function planButtons(desk, field, path, place, count) {
  const name = `${field.entry ?? field.label} ${place + 1}`;
  const id = (what, at = place) => `${planId(planUnder(path, at))}--${what}`;
  const button = (what, words, off, act) => {
    const made = element("button", { type: "button", id: id(what), textContent: words, disabled: off, "aria-label": `${words}: ${name}` });
    made.addEventListener("click", act);
    return made;
  };
  const move = (to, what) => {
    const now = [...planGet(desk.plan(), path)];
    [now[place], now[to]] = [now[to], now[place]];
    planSwapOpen(desk.opened, planUnder(path, place), planUnder(path, to));
    desk.replace(planSet(desk.plan(), path, now), path);
    const same = document.getElementById(id(what, to));
    (same?.disabled ? document.getElementById(id(what === "up" ? "down" : "up", to)) : same)?.focus();
    desk.say(`Now number ${to + 1} of ${now.length}.`);
  };
  const remove = () => {
    const now = planGet(desk.plan(), path);
    const gone = now[place];
    const left = now.filter((_, other) => other !== place);
    for (let i = place; i < now.length; i += 1) planSwapOpen(desk.opened, planUnder(path, i), planUnder(path, i + 1));
    desk.replace(planSet(desk.plan(), path, left), path);
    (document.getElementById(id("remove", Math.min(place, left.length - 1))) ?? document.getElementById(`${planId(path)}--add`))?.focus();
    const pointing = gone?.id ? planPointing(desk.form, desk.plan(), path, gone.id).length : 0;
    const also = pointing ? ` ${pointing === 1 ? "One field" : `${pointing} fields`} pointed at it and will want another choice.` : "";
    desk.say(`${name} is removed.${also} “Undo” brings it back.`);
  };
  return element("div", { className: "bbd-plan-entry-buttons" },
    button("up", "Move up", place === 0, () => move(place - 1, "up")),
    button("down", "Move down", place === count - 1, () => move(place + 1, "down")),
    button("remove", "Remove", false, remove));
}

// Which entries stand open goes with them when they move.
function planSwapOpen(opened, one, other) {
  const [first, second] = [opened.has(one), opened.has(other)];
  first ? opened.add(other) : opened.delete(other);
  second ? opened.add(one) : opened.delete(one);
}
