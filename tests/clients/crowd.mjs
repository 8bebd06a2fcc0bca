// SPDX-License-Identifier: GPL-3.0-or-later
// Many unmodified openai clients at once: node crowd.mjs BASE_URL KEY CLIENTS REQUESTS_EACH
// Every second request is a stream. Prints one line of JSON: how each ended and the tokens that the clients were told.
import OpenAI from "openai";

const [, , baseURL, apiKey, clients, requests] = process.argv;
const text = "How far is it from here to the sea, and which way should I take on a rainy day in November? ".repeat(2);
const ended = {};
const told = { prompt_tokens: 0, completion_tokens: 0 };

function count(name) {
    ended[name] = (ended[name] ?? 0) + 1;
}

function add(usage) {
    told.prompt_tokens += usage.prompt_tokens;
    told.completion_tokens += usage.completion_tokens;
}

async function ask(client, number) {
    const body = {
        model: "auto", messages: [{ role: "user", content: text }], max_tokens: 64,
        metadata: { "x-signalbox-feature": `feature-${number % 3}`, "x-signalbox-session": `session-${number % 11}` },
    };
    if (number % 2 === 0) {
        add((await client.chat.completions.create(body)).usage);
        return;
    }
    let usage = null;
    const stream = await client.chat.completions.create({ ...body, stream: true, stream_options: { include_usage: true } });
    for await (const chunk of stream)
        usage = chunk.usage ?? usage;
    if (!usage)
        throw new Error("a stream without its usage");
    add(usage);
}

async function work(index) {
    const client = new OpenAI({ baseURL, apiKey, timeout: 60_000 }); // with the retries that it makes by itself
    for (let turn = 0; turn < Number(requests); turn += 1) {
        try {
            await ask(client, index * Number(requests) + turn);
            count("served");
        } catch (error) {
            count(error.code ?? error.message);
        }
    }
}

await Promise.all(Array.from({ length: Number(clients) }, (_, index) => work(index)));
console.log(JSON.stringify({ ended, told }));
