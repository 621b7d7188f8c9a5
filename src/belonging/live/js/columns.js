// One column's lines in the form: what it is, and for a question its scale, its answers and its direction.
import { element } from "./element.js";

export function columnForm(column, roles) {
  const id = (name) => `bbd-column-${column.number}-${name}`;
  const field = (name, words, input) => {
    input.id = id(name);
    return element("p", {}, element("label", { htmlFor: input.id, textContent: words }), input);
  };
  const role = element("select", {});
  for (const [key, meaning] of Object.entries(roles)) {
    role.append(element("option", { value: key, textContent: `${key}: ${meaning}`, selected: key === column.role }));
  }
  const text = (value) => element("input", { type: "text", value: String(value), autocomplete: "off" });
  const scale = text(column.scale);
  const low = text(column.low);
  const high = text(column.high);
  const order = text(column.order);
  low.inputMode = high.inputMode = "decimal";
  const turned = element("input", { type: "checkbox", checked: column.reversed, id: id("reversed") });
  const words = field("order", "If answers are words, from least to most, with commas", order);
  const item = element(
    "div",
    { className: "bbd-live-item" },
    field("scale", "Scale (questions with the same name are averaged together)", scale),
    element("div", { className: "bbd-live-ends" }, field("low", "Answers from", low), field("high", "to", high)),
    element("p", { className: "bbd-live-check" }, turned, element("label", { htmlFor: turned.id, textContent: "worded the other way round" })),
    words,
  );
  // Numbers need no order: the line only stands where answers may be words.
  words.hidden = !column.order && column.role === "item";
  const showItem = () => (item.hidden = role.value !== "item");
  role.addEventListener("change", showItem);
  showItem();
  const about = [column.details, column.examples].filter(Boolean).join(". Answers: ");
  const box = element(
    "fieldset",
    {},
    element("legend", { textContent: `${column.number}. ${column.title}` }),
    element("p", { className: "bbd-live-note", textContent: about }),
    field("role", "This column is", role),
    item,
  );
  return {
    box,
    /** The column as it stands now, for `belonging.own.in_page:report`. */
    column: () => ({
      ...column,
      role: role.value,
      scale: scale.value,
      low: low.value.trim().replace(",", "."),
      high: high.value.trim().replace(",", "."),
      reversed: turned.checked,
      order: order.value,
    }),
  };
}
