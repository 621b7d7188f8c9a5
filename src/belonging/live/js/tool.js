// The list of tools that a page may hold; each file that makes one adds it here.
export const tools = {};

/** Registers a tool: a function (host, needs, likes) that fills its place on the page.
 *  With `always` it is filled also where Python cannot run, and says itself what it does without. */
export function tool(name, fill, { always = false } = {}) {
  tools[name] = Object.assign(fill, { always });
}
