// Tabs as the WAI-ARIA pattern has them: one stop for Tab, arrows, Home and End between them.
import { element } from "../../live/js/element.js";

export function planTabs(form, draw) {
  let open = 0;
  const marks = form.tabs.map(() => element("span", { className: "bbd-plan-mark" }));
  const tabs = form.tabs.map((tab, place) =>
    element("button", { type: "button", id: `bbd-plan-${tab.id}`, role: "tab", "aria-controls": `bbd-plan-${tab.id}-panel` },
      element("span", { textContent: tab.label }), marks[place]));
  const panels = form.tabs.map((tab) =>
    element("div", { id: `bbd-plan-${tab.id}-panel`, className: "bbd-plan-panel", role: "tabpanel", "aria-labelledby": `bbd-plan-${tab.id}`, tabIndex: -1, hidden: true }));
  const show = (place) => {
    panels[open].replaceChildren(); // ids stand on the page once
    open = place;
    tabs.forEach((tab, i) => {
      tab.setAttribute("aria-selected", String(i === place));
      tab.tabIndex = i === place ? 0 : -1;
      panels[i].hidden = i !== place;
    });
    draw(panels[place], form.tabs[place]);
  };
  const keys = { ArrowRight: () => (open + 1) % tabs.length, ArrowLeft: () => (open + tabs.length - 1) % tabs.length, Home: () => 0, End: () => tabs.length - 1 };
  tabs.forEach((tab, place) => {
    tab.addEventListener("click", () => place !== open && show(place));
    tab.addEventListener("keydown", (event) => {
      if (!keys[event.key]) return;
      event.preventDefault();
      show(keys[event.key]());
      tabs[open].focus();
    });
  });
  return {
    list: element("div", { role: "tablist", "aria-label": "Parts of the plan", className: "bbd-plan-tabs" }, ...tabs),
    panels,
    show,
    panel: () => panels[open],
    place: () => open,
    focus: () => tabs[open].focus(),
    /** How many things are left in each tab, and in words for those who do not see the number's place. */
    count: (left) => marks.forEach((mark, i) => {
      mark.replaceChildren(...(left[i] ? [` ${left[i]}`, element("span", { className: "bbd-sr-only", textContent: left[i] === 1 ? " thing to do" : " things to do" })] : []));
    }),
  };
}
