// A report on one's own survey: choose the file, look over the columns, make the report.
import { columnForm } from "./columns.js";
import { element } from "./element.js";
import { beforehand, panel } from "./panel.js";
import { tool } from "./tool.js";

const ROOM = "belonging.own.in_page";
const KINDS = ".csv,.tsv,.txt,.xlsx";

tool("own", (host, needs, likes) => {
  needs = [...needs, ...likes];
  const kinds = likes.includes("openpyxl") ? KINDS : KINDS.replace(",.xlsx", "");
  const chooser = (id, accept) => element("input", { type: "file", id, accept });
  const labelled = (field, words, note = "") =>
    element(
      "p",
      {},
      element("label", { htmlFor: field.id, textContent: words }),
      ...(note ? [element("span", { className: "bbd-live-note", id: `${field.id}-note`, textContent: note })] : []),
      field,
    );
  const file = chooser("bbd-own-file", kinds);
  const earlier = chooser("bbd-own-earlier", kinds);
  const map = chooser("bbd-own-map", ".yml,.yaml");
  const reading = element("button", { type: "submit", textContent: "Read my file" });
  const excel = kinds === KINDS ? "CSV, Excel (.xlsx) or a Google Forms export." : "CSV or a Google Forms export. In Excel, save as CSV first.";
  const first = element(
    "form",
    { noValidate: true },
    element("h3", { textContent: "1. Your file" }),
    labelled(file, "Your survey file", `${excel} It is read in this browser, never changed and never sent anywhere.`),
    element(
      "details",
      {},
      element("summary", { textContent: "I have an earlier term, or a column map" }),
      labelled(earlier, "The same survey of an earlier term"),
      labelled(map, "The column map you saved last time"),
    ),
    element("p", { className: "bbd-live-before", textContent: beforehand(needs) }),
    reading,
  );
  const columnsPlace = element("div", { className: "bbd-live-columns", hidden: true });
  const asked = element("input", { type: "text", id: "bbd-own-asked", inputMode: "numeric", autocomplete: "off" });
  const making = element("button", { type: "submit", textContent: "Make my report" });
  const second = element(
    "form",
    { noValidate: true, hidden: true },
    element("h3", { textContent: "3. Your report" }),
    labelled(asked, "How many students were asked? (leave empty if you do not know)"),
    making,
  );
  const reportPlace = element("div", { className: "bbd-live-report" });
  host.append(first);
  const show = panel(first);
  host.append(columnsPlace, second);
  const showReport = panel(second);
  host.append(reportPlace);

  let content = null;
  let rows = [];

  first.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (show.isBusy() || showReport.isBusy()) return;
    if (!file.files[0]) {
      show.say("Please change: There is no file yet. Choose your survey file first.");
      file.focus();
      return;
    }
    const files = { content: await bytesOf(file) };
    if (map.files[0]) files.saved_map = await bytesOf(map);
    const found = await show.run(`${ROOM}:preview`, {}, { files, needs: needs.filter((name) => name !== "python-docx") });
    if (!found) return;
    content = files.content;
    rows = found.columns.map((column) => columnForm(column, found.roles));
    reportPlace.replaceChildren();
    columnsPlace.replaceChildren(...overview(found), ...rows.map((row) => row.box));
    columnsPlace.hidden = second.hidden = false;
    show.say(`Read. Look over the ${rows.length} columns below, change what is wrong, and press “Make my report”.`);
    columnsPlace.querySelector("h3").focus();
  });

  second.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (show.isBusy() || showReport.isBusy()) return;
    const files = { content };
    if (earlier.files[0]) files.earlier = await bytesOf(earlier);
    const args = { columns: rows.map((row) => row.column()), asked: asked.value };
    const made = await showReport.run(`${ROOM}:report`, args, { files, needs });
    if (!made) return;
    reportPlace.replaceChildren(...shownReport(made));
    showReport.say(`Your report is ready: ${made.n.toLocaleString("en-US")} answered. It stands below.`);
    reportPlace.querySelector("h4").focus();
  });

  // A new file makes what stands below untrue.
  file.addEventListener("change", () => {
    columnsPlace.hidden = second.hidden = true;
    reportPlace.replaceChildren();
    show.say("");
  });
});

const bytesOf = async (chooser) => new Uint8Array(await chooser.files[0].arrayBuffer());

function overview({ said, heads, first }) {
  const title = element("h3", { textContent: "2. What each column is", tabIndex: -1 });
  const list = element("ul", {});
  said.forEach((sentence) => list.append(element("li", { textContent: sentence })));
  if (!first.length) return [title, list];
  const head = element("tr", {}, ...heads.map((name) => element("th", { scope: "col", textContent: name })));
  const body = first.map(([number, ...cells]) =>
    element("tr", {}, element("th", { scope: "row", textContent: number }), ...cells.map((text) => element("td", { textContent: text }))),
  );
  const caption = "The first answers. Only you see them; they are not in the report.";
  const table = element("table", {}, element("caption", { textContent: caption }), element("thead", {}, head), element("tbody", {}, ...body));
  const scroll = element("div", { className: "bbd-scroll", tabIndex: 0, role: "region", "aria-label": "The first answers" }, table);
  return [title, list, scroll];
}

function shownReport({ html, docx, map }) {
  const title = element("h4", { textContent: "The report", tabIndex: -1 });
  // Without a script and without this site's rights, whatever a file held.
  const frame = element("iframe", { title: "Your report", srcdoc: html });
  frame.setAttribute("sandbox", "");
  const save = (words, name, kind, data) => {
    const button = element("button", { type: "button", textContent: words });
    button.addEventListener("click", () => download(new Blob([data], { type: kind }), name));
    return button;
  };
  const buttons = [save("Save as a page", "report.html", "text/html", html)];
  if (docx) {
    const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    buttons.push(save("Save as a Word file", "report.docx", word, docx));
  }
  buttons.push(save("Save the column map for next term", "column-map.yml", "text/yaml", map));
  return [title, element("div", { className: "bbd-buttons" }, ...buttons), frame];
}

function download(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
