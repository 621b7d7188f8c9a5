// The one front end of every explorer: in a published page it unpacks ready pictures, in Jupyter it asks Python.

const SAY_AFTER_MS = 600; // a screen reader hears where a slider came to rest, not every stop on the way
const KERNEL_PATIENCE_MS = 8000;
const BETWEEN = "\u001f";
const TABLE_END = "</tbody></table>";

/** Rebuild the list of pieces of one packed frame; the counterpart of pack.py. */
function pieces(payload, number) {
  const [earlier, ...rest] = payload.f[number];
  if (earlier < 0) return rest;
  const list = pieces(payload, earlier);
  for (let i = 0; i < rest.length; i += 2) list[rest[i]] = rest[i + 1];
  return list;
}

/** Take one state out of a packed explorer; the panels of a picture are packed one after the other. */
function unpack(payload, state) {
  let first = 0;
  const frames = (payload.p || [payload.n.map((_, i) => i)]).map((choices) => {
    const number = first + choices.reduce((sum, i) => sum * payload.n[i] + state[i], 0);
    first += choices.reduce((count, i) => count * payload.n[i], 1);
    return frame(payload, number);
  });
  return payload.p ? joined(frames) : frames[0];
}

function frame(payload, number) {
  const text = pieces(payload, number).map((piece) => payload.t[piece]);
  const [picture, sentence, table, alt] = text.join("").split(BETWEEN);
  return { picture, sentence, table, alt };
}

/** Pictures stacked, sentences and alts joined, the later panels' rows at the end of the first one's table. */
function joined(frames) {
  const all = (part, between) => frames.map((one) => one[part]).join(between);
  const table = all("table", "").replace(TABLE_END, "") + TABLE_END;
  return {
    picture: `<div class="bbd-panels">${all("picture", "")}</div>`,
    sentence: all("sentence", " "),
    table,
    alt: all("alt", " "),
  };
}

/** Show a frame in a figure. Sentence and alt are set as text; picture and table were escaped in Python. */
function show(figure, frame) {
  const picture = figure.querySelector(".bbd-picture");
  picture.innerHTML = frame.picture;
  picture.setAttribute("aria-label", frame.alt);
  figure.querySelector(".bbd-sentence").textContent = frame.sentence;
  figure.querySelector(".bbd-table").innerHTML = frame.table;
}

/** Return a function that tells a screen reader the last of several quick messages. */
function announcer(figure) {
  const status = figure.querySelector(".bbd-announce");
  let waiting = 0;
  return (text) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      status.textContent = text;
    }, SAY_AFTER_MS);
  };
}

function place(control) {
  if (control.type === "checkbox") return control.checked ? 1 : 0;
  return Number(control.tagName === "BUTTON" ? control.dataset.place : control.value);
}

/** Put a control at one of its values, and say which. */
function setPlace(control, number) {
  if (control.type === "checkbox") control.checked = number === 1;
  else if (control.tagName === "BUTTON") control.dataset.place = String(number);
  else control.value = String(number);
  if (!control.dataset.labels) return;
  const label = control.dataset.labels.split("|")[number];
  const value = control.parentElement.querySelector(".bbd-value");
  if (value) value.textContent = label;
  if (control.type === "range") control.setAttribute("aria-valuetext", label);
}

/**
 * Wake the controls of a figure.
 * @param figure the element that still.py wrote
 * @param start the initial state
 * @param ask called with a state; calls its second argument with the frame, now or later
 */
function wake(figure, start, ask) {
  const controls = [...figure.querySelectorAll("[data-choice]")];
  const say = announcer(figure);
  const update = (first = "") =>
    ask(controls.map(place), (frame) => {
      show(figure, frame);
      say(first + frame.sentence);
    });
  controls.forEach((control, i) => {
    setPlace(control, start[i]); // browsers restore old form values on reload; the picture is at the start
    if (control.tagName === "BUTTON") {
      const labels = control.dataset.labels.split("|");
      control.addEventListener("click", () => {
        setPlace(control, (place(control) + 1) % labels.length);
        update(`${labels[place(control)]}. `); // a button has no value that a screen reader could read out
      });
    } else {
      control.addEventListener(control.type === "range" ? "input" : "change", () => {
        setPlace(control, place(control));
        update();
      });
    }
    control.disabled = false;
  });
  const again = figure.querySelector(".bbd-again");
  again.addEventListener("click", () => {
    controls.forEach((control, i) => setPlace(control, start[i]));
    update();
  });
  again.disabled = false;
  figure.classList.add("bbd-live");
}

/** Make a figure of a published page work from its packed states. */
function mount(figure, payload) {
  if (figure.classList.contains("bbd-live")) return;
  wake(figure, payload.s, (state, done) => done(unpack(payload, state)));
}

/** What a payload script calls: wake every figure of this explorer. */
function data(name, payload) {
  document.querySelectorAll(`.bbd-explorer[data-explorer="${name}"]`).forEach((figure) => mount(figure, payload));
}

/** Jupyter: the widget brings its still figure, and Python computes each view. */
function render({ model, el }) {
  el.innerHTML = model.get("html");
  const figure = el.querySelector(".bbd-explorer");
  figure.querySelectorAll("[data-choice], .bbd-again").forEach((control) => {
    control.dataset.lmSuppressShortcuts = "true"; // else JupyterLab takes the arrows, Enter and Space meant for it
  });
  let asked = null; // the state Python is working on
  let next = null; // the latest state chosen meanwhile; those in between are skipped
  let done = () => {};
  let patience = 0;
  const send = (state) => {
    asked = state;
    patience = setTimeout(() => {
      asked = null;
      figure.querySelector(".bbd-sentence").textContent =
        "Python does not answer. Run this cell again (Shift+Enter); if that does not help, choose Kernel > Restart.";
    }, KERNEL_PATIENCE_MS);
    model.set("choices", state);
    model.save_changes();
  };
  const answered = () => {
    const frame = model.get("view");
    clearTimeout(patience);
    const again = next;
    asked = next = null;
    done(frame);
    if (again && again.join() !== frame.state.join()) send(again);
  };
  model.on("change:view", answered);
  wake(figure, model.get("choices"), (state, whenDone) => {
    done = whenDone;
    if (asked) next = state;
    else if (state.join() === (model.get("view").state || []).join()) done(model.get("view"));
    else send(state);
  });
  return () => {
    clearTimeout(patience);
    model.off("change:view", answered);
  };
}

export { mount, data };
export default { render };
