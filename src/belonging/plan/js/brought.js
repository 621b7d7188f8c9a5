// What came of a lesson somebody brought: where each piece was found, and the words that found no place.
import { element } from "../../live/js/element.js";
import { planWhere } from "./model.js";

export function planBrought(form, { found, left, notes }, go, putAway) {
  const press = (words, label, act) => {
    const button = element("button", { type: "button", textContent: words, ...(label ? { "aria-label": label } : {}) });
    button.addEventListener("click", act);
    return button;
  };
  const pieces = found.map((one) => {
    const name = planWhere(form, one.field);
    return element("li", {}, element("p", {}, element("strong", { textContent: `${name} ` }), `“${one.text}” (${one.where}) `, press("Go there", `Go to ${name}`, () => go(one.field))));
  });
  const rest = left.map((one) => element("li", {}, element("p", {}, ...(one.heading ? [element("strong", { textContent: `${one.heading} ` })] : []), `${one.text} (${one.where})`)));
  const fold = (words, open, ...inner) => element("details", { open }, element("summary", { textContent: words }), ...inner);
  const box = element("div", { className: "bbd-plan-brought" },
    ...notes.map((words) => element("p", { textContent: words })),
    ...(pieces.length ? [fold(`Found in your lesson: ${pieces.length} ${pieces.length === 1 ? "piece" : "pieces"}`, false, element("ul", {}, ...pieces))] : []),
    ...(rest.length ? [fold(`Not used: ${rest.length} ${rest.length === 1 ? "piece" : "pieces"}. Copy what belongs somewhere.`, true, element("ul", {}, ...rest))] : []));
  box.append(press("Put this list away", "", () => {
    box.remove();
    putAway();
  }));
  return box;
}
