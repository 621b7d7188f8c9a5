// The checker of survey questions: type one question, get what each rule has to say.
import { element } from "./element.js";
import { beforehand, panel } from "./panel.js";
import { tool } from "./tool.js";

const GRADES = ["K", ...Array.from({ length: 12 }, (_, i) => String(i + 1))];

tool("questions", (host) => {
  const text = element("textarea", { rows: 3, id: "bbd-question", maxLength: 2000, required: true });
  const options = element("textarea", { rows: 5, id: "bbd-options" });
  const grade = element("select", { id: "bbd-grade" }, element("option", { value: "", textContent: "not sure" }));
  GRADES.forEach((name, i) => grade.append(element("option", { value: String(i), textContent: name })));
  const labelled = (field, words) => element("p", {}, element("label", { htmlFor: field.id, textContent: words }), field);
  const button = element("button", { type: "submit", textContent: "Check my question" });
  const form = element(
    "form",
    { noValidate: true },
    labelled(text, "Your question"),
    labelled(options, "Its answers, one a line (leave this empty if students write their own)"),
    labelled(grade, "The lowest grade that will read it"),
    element("p", { className: "bbd-live-before", textContent: beforehand([]) }),
    button,
  );
  host.append(form);
  const show = panel(host);
  const found = element("div", { className: "bbd-live-found" });
  host.append(found);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (show.isBusy()) return;
    found.replaceChildren();
    const args = { text: text.value, options: options.value, grade: grade.value === "" ? null : Number(grade.value) };
    const result = await show.run("belonging.survey.lint.in_page:check_question", args);
    if (result) {
      say(show, result);
      found.replaceChildren(...shown(result));
    }
  });
});

function say(show, { findings, rules }) {
  const n = findings.length;
  show.say(
    n
      ? `${n} of ${rules} rules ${n === 1 ? "has" : "have"} something to say. Read on below.`
      : `None of the ${rules} rules has anything to say. They look at words and cannot see meaning: try the question on two or three students.`,
  );
}

function shown({ findings, quiet }) {
  const list = element("ol", {});
  for (const { check, see, why, fix, example } of findings) {
    list.append(
      element(
        "li",
        {},
        element("p", {}, element("strong", { textContent: see })),
        element("p", { textContent: `The rule: ${check} ${why}` }),
        element("p", { textContent: `One way to mend it: ${fix} ${example}` }),
      ),
    );
  }
  const rest = element("ul", {});
  quiet.forEach((check) => rest.append(element("li", { textContent: check })));
  const head = `Rules with nothing to say (${quiet.length})`;
  const details = element("details", {}, element("summary", { textContent: head }), rest);
  return [...(findings.length ? [list] : []), ...(quiet.length ? [details] : [])];
}
