// What the scripts here print: the Test Anything Protocol.
let number = 0;
let failed = false;

/** A thing looked at, and what is wrong with it. */
export function told(name, problems) {
  const ok = problems.length === 0;
  failed ||= !ok;
  console.log(`${ok ? "ok" : "not ok"} ${++number} - ${name}`);
  for (const p of problems.slice(0, 12)) console.log(`# ${p}`);
}

/** Ends the script, and tells by its exit whether all was well. */
export function end() {
  console.log(`1..${number}`);
  process.exit(failed ? 1 : 0);
}
