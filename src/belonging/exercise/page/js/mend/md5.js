// MD5 of a text, nbgrader's checksum of a cell; browsers offer no MD5 of their own, and nothing secret rests on it.
const SHIFTS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
const SINES = Array.from({ length: 64 }, (_, n) => Math.floor(Math.abs(Math.sin(n + 1)) * 2 ** 32) | 0);

export function md5(text) {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, (bytes.length << 3) >>> 0, true);
  view.setUint32(padded.length - 4, Math.floor(bytes.length / 2 ** 29), true);
  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476].map((word) => word | 0);
  for (let block = 0; block < padded.length; block += 64) {
    let [a, b, c, d] = state;
    for (let n = 0; n < 64; n += 1) {
      const round = n >> 4;
      const mix = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round];
      const word = [n, (5 * n + 1) % 16, (3 * n + 5) % 16, (7 * n) % 16][round];
      const sum = (a + mix + SINES[n] + view.getInt32(block + word * 4, true)) | 0;
      const shift = SHIFTS[round][n % 4];
      [a, b, c, d] = [d, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0, b, c];
    }
    [a, b, c, d].forEach((word, n) => { state[n] = (state[n] + word) | 0; });
  }
  const out = new DataView(new ArrayBuffer(16));
  state.forEach((word, n) => out.setInt32(n * 4, word, true));
  return [...new Uint8Array(out.buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function cellChecksum(cellType, text, marks) {
  const python = (flag) => flag === true ? "True" : flag === false ? "False" : String(flag);
  const parts = [text, cellType, python(marks.grade), python(marks.solution), python(marks.locked), String(marks.grade_id)];
  if (marks.grade) parts.push(marks.points.toFixed(1));
  return md5(parts.join(""));
}
