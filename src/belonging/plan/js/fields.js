// One field of the form with its label, hint and control; what it holds goes to the desk at every keystroke.
import { element } from "../../live/js/element.js";
import { planChoices, planGet, planTabOf, planTrail } from "./model.js";

export const planId = (path) => `bbd-plan-${path.replaceAll(".", "-")}`;

const PLAN_LONG_LINE = 60; // characters

const planRange = (low, high) =>
  low !== undefined && high !== undefined ? `From ${low} to ${high}.` : low !== undefined ? `At least ${low}.` : "";
const planLength = ({ least, most }) =>
  least && most ? `${least} to ${most} characters.` : most ? `Up to ${most} characters.` : least ? `At least ${least} characters.` : "";

function planHint(desk, field, path) {
  let like = field.like;
  if (field.to === "standard") {
    const framework = planGet(desk.plan(), path.replace(/[^.]*$/, "framework"));
    like = desk.form.lists.standard.find((one) => one.value === framework)?.label ?? like;
  }
  return [field.help, like && `For example: ${like}.`, planLength(field), planRange(field.low, field.high)].filter(Boolean).join(" ");
}

/** The words of a label; what this size of plan does not need says so. */
export const planLabel = (desk, field) =>
  desk.needed(field) ? field.label : `${field.label} (may stay blank)`;

/** What the checklist says of a place, filled in by planMark; and a control's ids of its hint and of that. */
export const planFound = (path) => element("p", { className: "bbd-plan-found", id: `${planId(path)}--found`, hidden: true });
const planDescribed = (path, hint) => [hint && `${planId(path)}--hint`, `${planId(path)}--found`].filter(Boolean).join(" ");
const planHinted = (path, hint) =>
  hint ? [element("p", { className: "bbd-plan-hint", id: `${planId(path)}--hint`, textContent: hint })] : [];

/** A field of any kind but "part" and "parts". */
export function planField(desk, field, path) {
  const hint = planHint(desk, field, path);
  const box = element("div", { className: "bbd-plan-field", "data-path": path });
  if (field.kind === "several" || field.kind === "picks") {
    box.append(planBoxes(desk, field, path, hint));
    return box;
  }
  const control = planControl(desk, field, path);
  control.id = planId(path);
  control.setAttribute("aria-describedby", planDescribed(path, hint));
  const label = element("label", { htmlFor: control.id, textContent: planLabel(desk, field) });
  if (field.kind === "yesno") box.append(element("div", { className: "bbd-live-check" }, control, label), ...planHinted(path, hint), planFound(path));
  else box.append(label, ...planHinted(path, hint), control, planFound(path));
  return field.kind === "id" ? planFolded(desk, field, path, box) : box;
}

function planControl(desk, field, path) {
  const value = planGet(desk.plan(), path);
  const text = value === undefined ? "" : String(value);
  const typed = (control, read = (raw) => raw || undefined) => {
    control.addEventListener("input", () => desk.change(path, read(control.value), true));
    control.addEventListener("change", () => desk.rest());
    return control;
  };
  if (field.kind === "long") return typed(element("textarea", { rows: 3, value: text }));
  if (field.kind === "whole" || field.kind === "number") {
    // Not type="number": that field forgets what is typed into it as soon as it is no number.
    const number = (raw) => (raw.trim() !== "" && Number.isFinite(Number(raw)) ? Number(raw) : raw || undefined);
    return typed(element("input", { type: "text", inputMode: field.kind === "whole" ? "numeric" : "decimal", autocomplete: "off", value: text, className: "bbd-plan-short" }), number);
  }
  if (field.kind === "date") return typed(element("input", { type: "date", value: text, className: "bbd-plan-short" }));
  if (field.kind === "yesno") {
    const box = element("input", { type: "checkbox", checked: value === true });
    box.addEventListener("change", () => desk.change(path, box.checked));
    return box;
  }
  if (field.kind === "choice" || field.kind === "pick") return planSelect(desk, field, path);
  if (field.kind === "id") {
    const control = element("input", { type: "text", autocomplete: "off", value: text });
    control.addEventListener("change", () => desk.rename(path, control.value.trim()));
    return control;
  }
  return typed(planLine(field, text));
}

/** A control for one line of text; a line that may grow long is seen whole. */
export function planLine(field, value) {
  if (!(field.most > PLAN_LONG_LINE)) return element("input", { type: "text", autocomplete: "off", value });
  const line = element("textarea", { rows: 1, value, className: "bbd-plan-line" });
  line.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  return line;
}

function planSelect(desk, field, path) {
  const select = element("select");
  const fill = () => {
    const value = planGet(desk.plan(), path) ?? "";
    const known = planOptions(desk, field);
    const blank = known.length || field.kind === "choice" ? "Choose …" : `Nothing to choose yet: add it under “${planPlace(desk, field.to)}”`;
    const options = [["", blank], ...known];
    if (value !== "" && !known.some(([one]) => one === value)) options.push([value, `“${value}” (not there any more)`]);
    const made = JSON.stringify([value, options]);
    if (select.dataset.made === made) return;
    select.dataset.made = made;
    const groups = new Map();
    select.replaceChildren();
    for (const [one, words, group] of options) {
      const option = element("option", { value: one, textContent: words });
      if (group && !groups.has(group)) {
        groups.set(group, element("optgroup", { label: group }));
        select.append(groups.get(group));
      }
      (group ? groups.get(group) : select).append(option);
    }
    select.value = value;
  };
  fill();
  if (field.kind === "pick") desk.follow(fill); // its options change with what is typed elsewhere
  select.addEventListener("change", () => {
    const filled = desk.form.lists[field.to]?.find((one) => one.value === select.value)?.fills;
    if (filled) desk.choose(path, select.value, filled);
    else desk.change(path, select.value || undefined);
  });
  return select;
}

function planOptions(desk, field) {
  if (field.options) return field.options;
  if (desk.form.lists[field.to]) return desk.form.lists[field.to].map(({ value, label, group }) => [value, label, group]);
  return planChoices(desk.form, desk.plan(), field.to);
}

const planPlace = (desk, to) =>
  `${planTrail(desk.form, to).at(-1).label}” in the tab “${desk.form.tabs[planTabOf(desk.form, to)].label}`;

function planBoxes(desk, field, path, hint) {
  const several = element("fieldset", { id: planId(path), tabIndex: -1, "aria-describedby": planDescribed(path, hint) });
  const fill = () => {
    const chosen = planGet(desk.plan(), path) ?? [];
    const known = planOptions(desk, field);
    const all = [...known, ...chosen.filter((value) => !known.some(([one]) => one === value)).map((value) => [value, `“${value}” (not there any more)`])];
    const made = JSON.stringify([chosen, all]);
    if (several.dataset.made === made) return;
    several.dataset.made = made;
    const rows = all.map(([value, words], place) => {
      const box = element("input", { type: "checkbox", id: `${planId(path)}--${place}`, checked: chosen.includes(value) });
      box.addEventListener("change", () => {
        const now = (planGet(desk.plan(), path) ?? []).filter((one) => one !== value);
        desk.change(path, box.checked ? [...now, value] : now);
      });
      return element("div", { className: "bbd-live-check" }, box, element("label", { htmlFor: box.id, textContent: words }));
    });
    if (!rows.length) rows.push(element("p", { className: "bbd-plan-hint", textContent: `Nothing to choose yet: add it under “${planPlace(desk, field.to)}”.` }));
    const held = document.activeElement?.id;
    several.replaceChildren(element("legend", { textContent: planLabel(desk, field) }), ...planHinted(path, hint), ...rows, planFound(path));
    if (held?.startsWith(`${planId(path)}--`)) document.getElementById(held)?.focus();
  };
  fill();
  if (field.kind === "picks") desk.follow(fill);
  return several;
}

// The name others point at is made by itself; who wants another one finds it folded away.
function planFolded(desk, field, path, box) {
  const fold = element("details", { className: "bbd-plan-fold" });
  fold.append(element("summary", { textContent: `Short name: ${planGet(desk.plan(), path) ?? "none"}` }), box);
  return fold;
}

