// Draws Vega-Lite specifications: a JSON specification on each line of the input, {"svg": …} or {"error": …} on each line of the output.
import { createInterface } from "node:readline";
import { compile } from "vega-lite";
import { parse, View } from "vega";

const quiet = { level: () => quiet, error: () => quiet, warn: () => quiet, info: () => quiet, debug: () => quiet };

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { spec } = compile(JSON.parse(line), { logger: quiet });
    answer = { svg: await new View(parse(spec), { renderer: "none", logger: quiet }).toSVG() };
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
}
