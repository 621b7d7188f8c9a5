// Puts each tool into its place on the page; where it cannot run, says why above what to do instead.
import { Problem, at, call, has, site, stop, weight, why } from "./client.js";
import { element } from "./element.js";
import { panel } from "./panel.js";
import { tool, tools } from "./tool.js";

function mountAll(folder) {
  at(folder);
  for (const host of document.querySelectorAll(".bbd-live:not(.bbd-mounted)")) {
    host.classList.add("bbd-mounted");
    const words = (name) => (host.dataset[name] || "").split(" ").filter(Boolean);
    const needs = words("needs");
    const reason = why(needs);
    const fill = tools[host.dataset.live];
    if (fill.always) {
      fill(host, needs, has(words("likes")));
      continue;
    }
    if (reason) {
      host.prepend(element("p", { className: "bbd-live-why", textContent: reason }));
      continue;
    }
    host.querySelector(".bbd-live-instead").hidden = true;
    fill(host, needs, has(words("likes")));
  }
}

export const live = { Problem, call, has, mountAll, panel, site, stop, tool, weight, why };
