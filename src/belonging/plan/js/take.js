// What one takes away: the file to hand in, the file to keep, paper, and what Python can make of the plan.
import { element } from "../../live/js/element.js";
import { planDownload, planFileName, planFileText } from "./files.js";

const PLAN_HANDED_IN = "my-plan.yml";

export function planTake(desk, env, print) {
  const button = (words, act) => {
    const made = element("button", { type: "button", textContent: words });
    made.addEventListener("click", act);
    return made;
  };
  const saved = (name, words) => {
    planDownload(planFileText(desk.form, desk.plan()), "text/yaml", name);
    heard.textContent = words;
  };
  const heard = element("p", { className: "bbd-plan-said", role: "status" });
  const title = element("h4", { id: "bbd-plan-take", textContent: "Take it with you" });
  const box = element("section", { className: "bbd-plan-take", "aria-labelledby": title.id }, title);
  const row = element("div", { className: "bbd-plan-row" });
  box.append(row, heard);
  if (env.handIn) row.append(element("p", { textContent: env.handIn }));
  else {
    row.append(
      button("Hand in", () => saved(PLAN_HANDED_IN, `Saved as ${PLAN_HANDED_IN} in your downloads. Put it in the folder of your exercise notebook, and hand in both.`)),
      button("Save as a file", () => saved(planFileName(desk.plan()), `Saved as ${planFileName(desk.plan())} in your downloads.`)),
      button("Print", () => { print(); window.print(); }),
    );
  }
  if (!env.data.exports.length) return box;
  if (env.why) {
    box.append(element("p", { className: "bbd-plan-hint", textContent: "Word files, student sheets and more are made by Python, which does not run on this page. Save the plan as a file, and type in a terminal:" }),
      element("p", {}, element("code", { textContent: "belonging plan export my-plan.yml" })));
    return box;
  }
  const exports = element("div", { className: "bbd-plan-row" });
  box.append(element("h5", { textContent: "Made from your plan" }), exports);
  const show = env.panel(box);
  const missing = env.data.exports.filter((one) => !env.has(one.needs));
  for (const one of env.data.exports.filter((each) => env.has(each.needs))) {
    exports.append(button(one.label, async () => {
      if (show.isBusy()) return;
      const made = await show.run("belonging.plan.in_page:export", { plan: desk.plan(), kind: one.kind }, { needs: one.needs });
      if (!made) return;
      env.awake = true;
      planDownload(made.content, made.type, made.name);
      show.say(`Saved as ${made.name} in your downloads.`);
    }));
  }
  if (missing.length) {
    const names = element("ul", {}, ...missing.map((one) => element("li", { textContent: one.label })));
    box.append(element("details", {}, element("summary", { textContent: "What else there is in JupyterLab" }),
      element("p", { textContent: "This copy of the page cannot make these. Open your plan in JupyterLab, or type in a terminal: belonging plan export my-plan.yml" }), names));
  }
  return box;
}
