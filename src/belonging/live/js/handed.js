// A file handed in with an exercise, such as a lesson plan: chosen, kept in this browser, checked by Python.
import { beforehand, element, panel } from "./panel.js";
import { tool } from "./tool.js";

const handedPlain = (text) => element("li", { textContent: text });

tool("handed", (host, needs) => {
  const { judge, usual, what } = host.dataset;
  const form = host.closest("form");
  const name = form.querySelector("[data-answer]");
  const key = `belonging:handed:${form.closest(".bbd-exercise").dataset.exercise}/${form.dataset.task}`;
  let text = handedKept(key);

  const choose = element("button", { type: "button", textContent: `Choose ${what}` });
  const file = element("input", { type: "file", accept: ".yml,.yaml,text/yaml,text/plain", hidden: true, "aria-label": `A file: ${what}` });
  const save = element("button", { type: "button", textContent: `Download it as ${usual}` });
  const said = element("p", { className: "bbd-handed-said", role: "status" });
  host.append(
    element("p", { className: "bbd-live-before", textContent: beforehand(needs) }),
    element("p", {}, choose, save, file), said,
  );
  const show = panel(host);

  const keep = (content, from) => {
    text = content;
    let kept = true;
    try { localStorage.setItem(key, text); } catch { kept = false; }
    name.value = usual;
    name.dispatchEvent(new Event("input", { bubbles: true }));
    save.hidden = false;
    said.textContent = `“${from}” is chosen${kept ? "" : ", but this browser cannot keep it: leave the page open"}. `
      + `Check it; then hand in both: your notebook, and this file as ${usual}.`;
  };
  choose.addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    const one = file.files[0];
    file.value = "";
    if (one) keep(await one.text(), one.name);
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
    if (found.more.length) words.append(element("ul", {}, ...found.more.map(handedPlain)));
    const told = { status: found.id ? "not_yet" : "right", points: found.points, html: words.innerHTML };
    form.dispatchEvent(new CustomEvent("bbd-told", { detail: told }));
  });
  save.hidden = text === null;
  if (text !== null) said.textContent = "The file you chose before is still here.";
});

function handedKept(key) {
  try { return localStorage.getItem(key); } catch { return null; }
}
