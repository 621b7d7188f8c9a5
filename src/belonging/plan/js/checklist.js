// The checklist beside the form: what is left, folded, each with a way to its field. Python checks when asked first.
import { element } from "../../live/js/element.js";
import { planTabOf, planWhere } from "./model.js";

const PLAN_CHECK_AFTER = 900; // milliseconds without a change

export function planChecklist(desk, env) {
  const said = element("p", { className: "bbd-plan-left", role: "status" });
  const check = element("button", { type: "button", textContent: "Check my plan" });
  const before = element("p", { className: "bbd-live-before", textContent: env.why ? "" : env.beforehand });
  const lists = element("div", { className: "bbd-plan-findings" });
  const title = element("h4", { id: "bbd-plan-checklist", tabIndex: -1, textContent: "Checklist" });
  const box = element("section", { className: "bbd-plan-checklist", "aria-labelledby": title.id }, title);
  const opened = new Set();
  let due = 0;
  let number = 0;
  let running = false;
  if (env.why) {
    box.append(element("p", { textContent: env.why }), element("p", { textContent: "You can write, keep and print your plan here all the same. To check it, save it as a file, and type in a terminal:" }),
      element("p", {}, element("code", { textContent: "belonging plan check my-plan.yml" })));
    return { box, changed() {}, left: () => null, start() {}, focus: () => title.focus() };
  }
  box.append(said, before, check);
  const show = env.panel(box);
  box.append(lists);

  check.addEventListener("click", async () => {
    if (show.isBusy() || running) return;
    const mine = ++number;
    const found = await show.run("belonging.plan.in_page:check", { plan: desk.plan() });
    if (!found) return;
    env.awake = true;
    if (mine === number) tell(found);
    else soon(); // it was changed meanwhile
    if (check.hidden) title.focus();
  });
  const again = async () => {
    if (show.isBusy() || running) { soon(); return; }
    running = true;
    const mine = ++number;
    try {
      const found = await env.call("belonging.plan.in_page:check", { plan: desk.plan() });
      if (mine === number) tell(found);
    } catch {
      check.hidden = before.hidden = false; // the next press says what is the matter
      env.awake = false;
    } finally {
      running = false;
    }
  };
  const soon = () => {
    clearTimeout(due);
    due = setTimeout(again, PLAN_CHECK_AFTER);
  };

  function tell({ findings, passes }) {
    check.hidden = before.hidden = env.awake;
    const must = findings.filter((one) => one.level === "must").length;
    const advice = findings.length - must;
    const parts = [passes ? "Your plan passes." : `${must} ${must === 1 ? "thing is" : "things are"} left to do.`];
    if (advice) parts.push(`${advice} ${advice === 1 ? "piece" : "pieces"} of advice.`);
    const words = parts.join(" ");
    if (said.textContent !== words) said.textContent = words; // told once, not at every keystroke
    said.classList.toggle("bbd-plan-passes", passes);
    const held = document.activeElement?.id;
    lists.replaceChildren(...desk.form.tabs.flatMap((tab, place) => {
      const here = findings.filter((one) => planTabOf(desk.form, one.field) === place);
      if (!here.length) return [];
      return [element("h5", { textContent: tab.label }), element("ul", {}, ...here.map((one) => item(one, place)))];
    }));
    if (held?.startsWith("bbd-plan-goto-")) document.getElementById(held)?.focus();
    desk.found(findings);
  }
  function item({ rule, level, field, see, why, fix, example }, place) {
    const key = `${rule} ${field}`;
    const where = planWhere(desk.form, field) || (field ? desk.form.tabs[place].label : "The whole plan");
    const go = element("button", { type: "button", id: `bbd-plan-goto-${rule}-${field.replaceAll(".", "-")}`, textContent: "Go there", "aria-label": `Go to ${where}` });
    go.addEventListener("click", () => desk.go(field));
    const line = (head, words) => (words ? [element("p", {}, element("strong", { textContent: `${head} ` }), words)] : []);
    const fold = element("details", { open: opened.has(key) },
      element("summary", {}, element("strong", { textContent: `${level === "must" ? "" : "Advice. "}${where}. ` }), see),
      ...line("Why it matters:", why), ...line("To do:", fix), ...line("An example:", example), go);
    fold.addEventListener("toggle", () => (fold.open ? opened.add(key) : opened.delete(key)));
    return element("li", { className: level === "must" ? "bbd-plan-must" : "bbd-plan-nudge" }, fold);
  }
  return {
    box,
    changed: () => { number += 1; if (env.awake) soon(); },
    start: () => { if (env.awake) again(); },
    stop: () => clearTimeout(due),
    focus: () => title.focus(),
  };
}
