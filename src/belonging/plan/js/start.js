// Where a plan begins: go on with one, start from a lesson that works, bring one's own, or open a file. Never a blank page.
import { element } from "../../live/js/element.js";
import { planOpen } from "./files.js";
import { planFields, planShaped, planWalk } from "./model.js";
import { planPaper } from "./paper.js";

const planDay = (changed) => {
  const day = new Date(changed);
  return Number.isNaN(day.getTime()) ? "" : `Last changed ${day.toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short" })}.`;
};
const planSection = (id, title, ...inner) =>
  element("section", { "aria-labelledby": id, className: "bbd-plan-start-part" }, element("h3", { id, tabIndex: -1, textContent: title }), ...inner);
const planPress = (words, label, act) => {
  const button = element("button", { type: "button", textContent: words, "aria-label": label });
  button.addEventListener("click", act);
  return button;
};
const planLabelled = (field, words, hint = "") => element("div", { className: "bbd-plan-field" },
  element("label", { htmlFor: field.id, textContent: words }), ...(hint ? [element("p", { className: "bbd-plan-hint", textContent: hint })] : []), field);

/** A plan of one's own out of an exemplar. */
export const planFromExemplar = (form, { id, plan }) =>
  ({ ...planShaped(form, plan), plan_id: `my-${plan.plan_id}`.slice(0, 40).replace(/-+$/, ""), started_from: id, saved_on: undefined, next_step_date: undefined });

export function planStart(env, { begin, open }) {
  const said = element("p", { className: "bbd-plan-said", role: "status" });
  const box = element("div", { className: "bbd-plan-start" }, said);
  const kept = element("div");
  box.append(kept, planExemplars(env, begin), planBring(env, begin), planFile(env, begin));
  let gone = null;

  function draw(focus) {
    const plans = env.home.plans();
    if (!plans.length && !gone) { kept.replaceChildren(); return; }
    const rows = plans.map(({ key, plan, changed, note }) => {
      const name = plan.title || plan.plan_id || "A plan without a title";
      return element("li", {}, element("p", {}, element("strong", { textContent: name }), element("br"),
        element("span", { className: "bbd-plan-hint", textContent: [plan.plan_id && `${plan.plan_id}.`, planDay(changed), note && `(${note})`].filter(Boolean).join(" ") })),
        element("div", { className: "bbd-plan-row" },
          planPress("Go on", `Go on with ${name}`, () => open(key)),
          ...(env.home.single ? [] : [
            planPress("Make a copy", `Make a copy of ${name}`, () => {
              const { kept: done } = env.home.create({ ...plan, plan_id: plan.plan_id ? `${plan.plan_id.slice(0, 38)}-2` : "", title: `${plan.title ?? ""} (copy)` });
              said.textContent = done ? `“${name}” is there twice now.` : "This browser could not keep the copy: its room is full.";
              draw("h3");
            }),
            planPress("Delete", `Delete ${name}`, () => {
              gone = { plan, note };
              env.home.remove(key);
              said.textContent = `“${name}” is deleted.`;
              draw("[data-back]");
            }),
          ])));
    });
    const back = gone ? [planPress("Bring the deleted plan back", "Bring the deleted plan back", () => {
      env.home.create(gone.plan, { note: gone.note });
      gone = null;
      said.textContent = "It is back.";
      draw("h3");
    })] : [];
    back[0]?.setAttribute("data-back", "");
    kept.replaceChildren(planSection("bbd-plan-mine", env.home.single ? "Your plan" : `Your plans ${env.home.where}`, element("ul", { className: "bbd-plan-cards" }, ...rows), ...back));
    if (focus) kept.querySelector(focus)?.focus();
  }
  draw();
  return box;
}

function planExemplars(env, begin) {
  const { form, exemplars } = env.data;
  const words = (name) => Object.fromEntries(planFields(form).find((field) => field.name === name).options);
  const [bands, kinds, sizes] = [words("grade_band"), words("archetype"), words("size")];
  const chooser = (id, options, all) => element("select", { id }, element("option", { value: "", textContent: all }),
    ...Object.entries(options).map(([value, label]) => element("option", { value, textContent: label })));
  const band = chooser("bbd-plan-band", bands, "All grades");
  const kind = chooser("bbd-plan-kind", kinds, "Every kind of work");
  const list = element("ul", { className: "bbd-plan-cards" });
  const said = element("p", { className: "bbd-plan-hint", role: "status" });
  const draw = () => {
    const shown = exemplars.filter((one) => (!band.value || one.grade_band === band.value) && (!kind.value || one.archetype === kind.value));
    list.replaceChildren(...shown.map((one) => {
      const fold = element("details", {}, element("summary", { textContent: `Read “${one.title}”` }));
      fold.addEventListener("toggle", () => fold.open && fold.childElementCount === 1 && fold.append(planPaper(form, one.plan, 5)), { once: true });
      return element("li", {}, element("h4", { textContent: one.title }),
        element("p", { className: "bbd-plan-hint", textContent: `${bands[one.grade_band]}. ${kinds[one.archetype]}. ${sizes[one.size]}.` }),
        element("p", { textContent: one.summary }), fold,
        planPress("Start from this lesson", `Start from this lesson: ${one.title}`, () =>
          begin(planFromExemplar(form, one), "This lesson works as it is. Make it yours: your place, your people, your problem, your students.")));
    }));
    said.textContent = `${shown.length} ${shown.length === 1 ? "lesson" : "lessons"}.`;
  };
  [band, kind].forEach((one) => one.addEventListener("change", draw));
  draw();
  return planSection("bbd-plan-exemplars", "Start from a lesson that works",
    element("p", { textContent: "The lessons are fictional. Take one that is near to yours, and change it step by step." }),
    element("div", { className: "bbd-plan-row" }, planLabelled(band, "Grades"), planLabelled(kind, "Kind of work")), said, list);
}

function planBring(env, begin) {
  const part = planSection("bbd-plan-bring", "Bring your own lesson",
    element("p", { textContent: "Paste a lesson you teach already, or choose its file. What can be found in it goes into the form; the checklist asks for the rest." }));
  if (env.why) {
    part.append(element("p", { textContent: env.why }), element("p", { textContent: "Here you can start from one of the lessons above and type yours over it." }));
    return part;
  }
  const text = element("textarea", { id: "bbd-plan-text", rows: 6 });
  const file = element("input", { type: "file", id: "bbd-plan-docx", accept: env.kinds.join(",") });
  const read = element("button", { type: "button", textContent: "Read my lesson" });
  part.append(planLabelled(text, "The text of your lesson"), planLabelled(file, "Or its file", env.kinds.includes(".docx") ? "Word (.docx) or plain text (.txt)." : "Plain text (.txt). From Word, copy and paste the text."),
    ...(env.awake ? [] : [element("p", { className: "bbd-live-before", textContent: env.beforehand })]), read);
  const show = env.panel(part);
  read.addEventListener("click", async () => {
    if (show.isBusy()) return;
    const chosen = file.files[0];
    if (!chosen && !text.value.trim()) {
      show.say("Please change: there is no lesson yet. Paste its text or choose its file first.");
      text.focus();
      return;
    }
    const given = chosen ? { args: { name: chosen.name }, files: { content: new Uint8Array(await chosen.arrayBuffer()) } } : { args: { name: "", text: text.value }, files: {} };
    const found = await show.run("belonging.plan.in_page:bring", given.args, { files: given.files, needs: chosen?.name.toLowerCase().endsWith(".docx") ? ["python-docx"] : [] });
    if (!found) return;
    env.awake = true;
    const { plan, said, ...brought } = found;
    if (!brought.found.length) { show.say(said); return; }
    begin(planShaped(env.data.form, plan), said, { brought });
  });
  return part;
}

function planFile(env, begin) {
  const file = element("input", { type: "file", id: "bbd-plan-file", accept: ".yml,.yaml" });
  const part = planSection("bbd-plan-open", "Open a plan file", planLabelled(file, "A plan you saved (.yml)"));
  const show = env.panel(part);
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    if (!chosen || show.isBusy()) return;
    const read = await planOpen(env.data.form, env, show, chosen);
    file.value = "";
    if (!read) return;
    let filled = 0;
    planWalk(planFields(env.data.form), read.plan, (field, path, value) => { if (value !== undefined && field.kind !== "part") filled += 1; });
    if (!filled && read.problems.length) { show.say(`This is no plan file. ${read.problems[0]}`); return; }
    begin(read.plan, read.problems.length ? `Opened. ${read.problems.join(" ")}` : `“${chosen.name}” is open.`);
  });
  return part;
}
