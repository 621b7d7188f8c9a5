// The list of tools that a page may hold; each file that makes one adds it here.
export const tools = {};

/** Registers a tool: a function (host, needs, likes) that fills its place on the page. */
export function tool(name, fill) {
  tools[name] = fill;
}
