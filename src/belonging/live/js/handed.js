// A file handed in with an exercise, such as a lesson plan: chosen, kept in this browser, checked by Python.
import { element } from "./element.js";
import { beforehand, panel } from "./panel.js";
import { tool } from "./tool.js";

tool("handed", (host, needs) => {
  const { judge, usual, what, kept } = host.dataset;
  const form = host.closest("form");
  const name = form.querySelector("[data-answer]");
  const key = `belonging:handed:${form.closest(".bbd-exercise").dataset.exercise}/${form.dataset.task}`;
  let text = handedRead(key);

  const choose = element("button", { type: "button", textContent: `Choose ${what}` });
  const file = element("input", { type: "file", accept: ".yml,.yaml,text/yaml,text/plain", hidden: true, "aria-label": `A file: ${what}` });
  const save = element("button", { type: "button", textContent: `Download it as ${usual}` });
  const said = element("p", { className: "bbd-handed-said", role: "status" });
  const here = kept ? handedKept(kept) : [];
  const pick = element("select", { id: `${name.id}-kept` }, element("option", { value: "", textContent: "Choose one" }),
    ...here.map((one, place) => element("option", { value: String(place), textContent: one.title })));
  const label = element("label", { htmlFor: pick.id, textContent: "A plan kept in this browser" });
  if (here.length) host.append(element("p", {}, label, pick));
  host.append(
    element("p", {}, choose, save, file), said,
    element("p", { className: "bbd-live-before", textContent: beforehand(needs) }),
  );
  const show = panel(host);

  const take = (content, from) => {
    text = content;
    let stays = true;
    try { localStorage.setItem(key, text); } catch { stays = false; }
    name.value = usual;
    name.dispatchEvent(new Event("input", { bubbles: true }));
    save.hidden = false;
    said.textContent = `“${from}” is chosen${stays ? "" : ", but this browser cannot keep it: leave the page open"}. `
      + `Check it; then hand in both: your notebook, and this file as ${usual}.`;
  };
  pick.addEventListener("change", () => {
    const one = here[Number(pick.value)];
    if (pick.value && one) take(`# A lesson plan of the plan builder.\n${JSON.stringify(one.plan, null, 1)}\n`, one.title);
  });
  choose.addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    const one = file.files[0];
    file.value = "";
    if (one) take(await one.text(), one.name);
  });
  save.addEventListener("click", () => {
    const link = element("a", { href: URL.createObjectURL(new Blob([text], { type: "text/yaml" })), download: usual });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  });
  form.addEventListener("bbd-check", async (event) => {
    if (text === null) return; // only the name is known: the form says so
    event.preventDefault();
    if (show.isBusy()) return;
    const found = await show.run(judge, {}, { files: { content: new TextEncoder().encode(text) }, needs });
    if (!found) return;
    const words = element("div", {}, element("p", { textContent: found.says }));
    if (found.more.length) words.append(element("ul", {}, ...found.more.map((line) => element("li", { textContent: line }))));
    const told = { status: found.id ? "not_yet" : "right", points: found.points, html: words.innerHTML };
    form.dispatchEvent(new CustomEvent("bbd-told", { detail: told }));
  });
  save.hidden = text === null;
  if (text !== null) said.textContent = "The file you chose before is still here.";
});

function handedRead(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}

// What another page of the course keeps in this browser: the plans of the plan builder.
function handedKept(prefix) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
      .map((key) => JSON.parse(localStorage.getItem(key)))
      .filter((one) => one && typeof one.plan === "object" && one.plan)
      .sort((a, b) => String(b.changed).localeCompare(String(a.changed)))
      .map(({ plan }) => ({ plan, title: String(plan.title || plan.plan_id || "A plan without a title") }));
  } catch {
    return [];
  }
}
