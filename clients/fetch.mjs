// JavaScript's fetch, in Node (18 or newer) as in a browser: node fetch.mjs [URL]
//
// A page of another origin may call when TREELINE_CORS names that origin.
const url = process.argv[2] ?? "http://localhost:8080";

const post = (path, body) =>
  fetch(url + path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

const flower = { sepal_length: 6.4, sepal_width: 2.8, petal_length: 5.6, petal_width: 2.2 };

// JavaScript's numbers are doubles: Math.fround has the float32 that the model computed.
const scored = await post("/invocations", flower);
console.log(scored.headers.get("X-Treeline-Model-Version"), await scored.text());

// What each feature added to each class.
const explained = await post("/invocations?explain=true", flower);
for (const feature of (await explained.json()).explanations.kernel_shap[0]) {
  console.log(feature.feature_header, JSON.stringify(feature.attributions[0].attribution));
}

// What is wrong is said by status and message.
const { petal_width, ...incomplete } = flower;
const refused = await post("/invocations", incomplete);
console.log(refused.status, (await refused.json()).message);
