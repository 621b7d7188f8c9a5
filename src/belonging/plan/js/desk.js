// The desk: one plan in its tabs, kept at every keystroke, every step undoable, the checklist beside it.
import { element } from "../../live/js/element.js";
import { planBrought } from "./brought.js";
import { planChecklist } from "./checklist.js";
import { planAnyField } from "./entries.js";
import { planId } from "./fields.js";
import { planHistory } from "./history.js";
import { planGet, planRename, planSet, planTabOf, planTrail, planWhere } from "./model.js";
import { planNotices } from "./notices.js";
import { planPaper } from "./paper.js";
import { planTabs } from "./tabs.js";
import { planTake } from "./take.js";

export function planDesk(env, key, record, leave) {
  const { form } = env.data;
  const history = planHistory(record.plan);
  let { brought } = record; // the leavings of a lesson somebody brought stay until they are put away
  let followers = [];
  let findings = [];
  const said = element("p", { className: "bbd-plan-said", role: "status" });
  const title = element("h3", { tabIndex: -1, className: "bbd-plan-title" });
  const button = (words, act) => {
    const made = element("button", { type: "button", textContent: words });
    made.addEventListener("click", act);
    return made;
  };
  const undo = button("Undo", () => step("undo"));
  const redo = button("Redo", () => step("redo"));
  const down = button("To the checklist", () => list.focus());
  const all = button(env.home.single ? "Start over or open a file" : "All plans", () => close());

  const desk = {
    form,
    plan: history.now,
    opened: new Set(),
    needed: (field) => field.needed?.includes(planGet(history.now(), "size") || "S") || field.kind === "yesno",
    say: (words) => (said.textContent = words),
    follow: (act) => followers.push(act),
    rest: history.rest,
    change(path, value, typing = false) {
      commit(planSet(history.now(), path, value), path, typing);
      if (path === "size") redraw(); // what may stay blank depends on it
    },
    replace(plan, path) {
      commit(plan, path);
      redraw();
    },
    choose(path, value, fills) {
      const from = form.lists[planTrail(form, path).at(-1).to].find((one) => one.value === planGet(history.now(), path))?.fills ?? {};
      let next = planSet(history.now(), path, value || undefined);
      for (const [name, words] of Object.entries(fills)) {
        const beside = path.replace(/[^.]*$/, name);
        const there = planGet(next, beside);
        const asked = planTrail(form, beside).at(-1)?.name === name;
        if (asked && (!there || there === from[name])) next = planSet(next, beside, words);
      }
      desk.replace(next, path);
    },
    /** Shows another version of the plan; this one is a step back. */
    adopt(plan) {
      history.change(plan, "");
      redraw();
      after();
    },
    rename(path, id) {
      const [, list, place] = path.match(/^(.*)\.(\d+)\.id$/);
      const pattern = planTrail(form, path).at(-1).pattern;
      const next = new RegExp(`^(?:${pattern})$`).test(id) ? planRename(form, history.now(), list, Number(place), id) : history.now();
      if (next === history.now()) desk.say("A short name is made of small letters, digits and hyphens, and stands once in its list. It stayed as it was.");
      desk.replace(next, path);
    },
    found(list) {
      findings = list;
      const left = form.tabs.map((_, place) => list.filter((one) => one.level === "must" && planTabOf(form, one.field) === place).length);
      tabs.count(left);
      mark();
    },
    go(path) {
      const keys = path.split(".");
      keys.forEach((_, i) => desk.opened.add(keys.slice(0, i + 1).join(".")));
      tabs.show(planTabOf(form, path));
      const exact = document.getElementById(planId(path));
      if (exact?.closest(".bbd-plan-fold")) exact.closest(".bbd-plan-fold").open = true;
      if (exact) { exact.focus(); return; }
      while (keys.length) {
        const near = tabs.panel().querySelector(`[data-path="${keys.join(".")}"]`);
        if (near) { (near.querySelector("input, select, textarea, button") ?? near).focus(); return; }
        keys.pop();
      }
      tabs.focus();
    },
  };
  const tabs = planTabs(form, draw);
  const list = planChecklist(desk, env);
  const notices = planNotices(desk, env, key);

  function commit(next, path, typing = false) {
    if (next === history.now()) return;
    history.change(planSet(next, "saved_on", planToday()), path, typing);
    after();
  }
  function after() {
    keep();
    followers.forEach((act) => act());
    undo.disabled = !history.canUndo();
    redo.disabled = !history.canRedo();
    title.textContent = history.now().title || "A plan without a title";
    list.changed();
  }
  function keep() {
    notices.keep(history.now(), { tab: tabs.place(), ...(brought && { brought }) });
  }
  function step(way) {
    const done = history[way]();
    if (!done) return;
    const place = done.path ? planTabOf(form, done.path) : tabs.place();
    tabs.show(place);
    after();
    if (document.activeElement === document.body || document.activeElement.disabled) (way === "undo" ? redo : undo).focus();
    const where = planWhere(form, done.path) || "the whole plan";
    desk.say(`${way === "undo" ? "Undone" : "Done again"}: ${where}.`);
  }
  function draw(panel, tab) {
    followers = [];
    panel.replaceChildren(element("p", { className: "bbd-plan-words", textContent: tab.words }),
      ...tab.fields.map((field) => planAnyField(desk, field, field.name, 4)),
      ...(JSON.stringify(tab.fields).includes('"soc"') ? [element("p", { className: "bbd-plan-credit", textContent: form.credit })] : []));
    const place = form.tabs.indexOf(tab);
    const next = form.tabs[place + 1];
    panel.append(next ? button(`Next: ${next.label}`, () => { tabs.show(place + 1); tabs.focus(); }) : button("To the checklist", () => list.focus()));
    mark();
  }
  function redraw() {
    const { id, selectionStart, selectionEnd } = document.activeElement ?? {};
    tabs.show(tabs.place());
    const again = id && tabs.panel().contains(document.getElementById(id)) ? document.getElementById(id) : null;
    again?.focus();
    if (again?.setSelectionRange && typeof selectionStart === "number") again.setSelectionRange(selectionStart, selectionEnd);
  }
  function mark() { // what is left, beside the field it is about
    tabs.panel().querySelectorAll(".bbd-plan-found").forEach((place) => {
      const path = place.closest("[data-path]").dataset.path;
      const here = findings.filter((one) => one.field === path);
      place.hidden = !here.length;
      place.textContent = here.map((one) => `${one.level === "must" ? "To do" : "Advice"}: ${one.see}`).join(" ");
      place.classList.toggle("bbd-plan-nudge", here.every((one) => one.level === "nudge"));
      const control = document.getElementById(planId(path));
      if (control && control.tagName !== "FIELDSET") control.setAttribute("aria-invalid", String(here.some((one) => one.level === "must")));
    });
  }
  const keys = (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.matches?.("input[type=text], input[type=date], textarea")) return;
    const pressed = event.key.toLowerCase();
    const way = pressed === "z" ? (event.shiftKey ? "redo" : "undo") : pressed === "y" ? "redo" : "";
    if (!way) return;
    event.preventDefault();
    step(way);
  };
  const paper = element("div", { className: "bbd-plan-print" });
  const print = () => paper.replaceChildren(planPaper(form, history.now()));
  const page = () => { paper.replaceChildren(); };

  const box = element("div", { className: "bbd-plan-desk" },
    element("div", { className: "bbd-plan-top" }, title, element("div", { className: "bbd-plan-row" }, undo, redo, all, down), notices.box, said),
    ...(brought ? [planBrought(form, brought, desk.go, () => { brought = undefined; keep(); title.focus(); })] : []),
    tabs.list, element("div", { className: "bbd-plan-sides" }, element("div", {}, ...tabs.panels), list.box),
    planTake(desk, env, print), paper);
  box.addEventListener("keydown", keys);
  window.addEventListener("beforeprint", print);
  window.addEventListener("afterprint", page);

  function close() {
    if (!notices.mayLeave()) return;
    list.stop?.();
    notices.close();
    window.removeEventListener("beforeprint", print);
    window.removeEventListener("afterprint", page);
    leave();
  }
  return {
    box,
    keep,
    start(words = "") {
      tabs.show(record.tab ?? 0);
      undo.disabled = redo.disabled = true;
      title.textContent = history.now().title || "A plan without a title";
      title.focus();
      desk.say(words);
      list.start();
    },
  };
}

function planToday() {
  const now = new Date();
  const two = (n) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
