// SPDX-License-Identifier: GPL-3.0-or-later
// The unmodified openai package against a running Signalbox: node openai.mjs BASE_URL KEY [full|chat]
// Each check prints a line; the last line is "N passed, N failed".
import assert from "node:assert/strict";
import OpenAI from "openai";

const [, , baseURL, apiKey, scope = "full"] = process.argv;
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0, timeout: 30_000 });
let passed = 0;
let failed = 0;

async function check(name, body) {
    try {
        await body();
        passed += 1;
        console.log(`ok   ${name}`);
    } catch (error) {
        failed += 1;
        console.log(`FAIL ${name}: ${error.stack}`);
    }
}

const hello = [{ role: "user", content: "What is the capital of France?" }];

await check("chat answers with text and usage", async () => {
    const { data, response } = await client.chat.completions.create({ model: "auto", messages: hello, max_tokens: 64 }).withResponse();
    assert.equal(data.object, "chat.completion");
    assert.ok(data.choices[0].message.content.length > 0);
    assert.ok(data.usage.prompt_tokens > 0 && data.usage.completion_tokens > 0);
    for (const name of ["request-id", "tier", "model", "reason", "attempts", "cost-usd"])
        assert.ok(response.headers.get(`x-signalbox-${name}`), `x-signalbox-${name}`);
});

await check("a stream ends with a finish reason and the usage that was asked for", async () => {
    const stream = await client.chat.completions.create({
        model: "auto", messages: hello, max_tokens: 64, stream: true, stream_options: { include_usage: true },
    });
    let text = "";
    let finish = null;
    let usage = null;
    for await (const chunk of stream) {
        text += chunk.choices[0]?.delta?.content ?? "";
        finish = chunk.choices[0]?.finish_reason ?? finish;
        usage = chunk.usage ?? usage;
    }
    assert.ok(text.length > 0);
    assert.ok(finish === "stop" || finish === "length", finish);
    assert.ok(usage.total_tokens > 0);
});

await check("the models are listed", async () => {
    const ids = [];
    for await (const model of client.models.list())
        ids.push(model.id);
    assert.ok(ids.includes("auto"));
    assert.ok(ids.some((id) => id.startsWith("tier:")));
    assert.equal((await client.models.retrieve("auto")).id, "auto");
});

await check("a wrong key is an AuthenticationError", async () => {
    const stranger = new OpenAI({ baseURL, apiKey: "sk-wrong-wrong-wrong-wrong", maxRetries: 0 });
    await assert.rejects(stranger.models.list(), OpenAI.AuthenticationError);
});

await check("a bad request is a BadRequestError with a code", async () => {
    await assert.rejects(client.chat.completions.create({ model: "auto", messages: hello, max_tokens: -1 }),
        (error) => error instanceof OpenAI.BadRequestError && error.code === "field_range");
});

await check("an unknown tier is a NotFoundError", async () => {
    await assert.rejects(client.chat.completions.create({ model: "tier:none", messages: hello }), OpenAI.NotFoundError);
});

await check("a stream that is aborted in the middle stops at once", async () => {
    const stream = await client.chat.completions.create({ model: "auto", messages: hello, max_tokens: 64, stream: true });
    let events = 0;
    for await (const chunk of stream) {
        events += chunk.choices.length;
        if (events >= 2)
            stream.controller.abort();
    }
    assert.ok(events >= 1 && events < 60, `${events} events`);
});

if (scope === "full") {
    await check("a stream without include_usage carries no usage chunk", async () => {
        const stream = await client.chat.completions.create({ model: "auto", messages: hello, max_tokens: 64, stream: true });
        for await (const chunk of stream) {
            assert.ok(!chunk.usage, "usage nobody asked for");
            assert.equal(chunk.choices.length, 1);
        }
    });

    const tools = [{
        type: "function",
        function: { name: "get_weather", parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] } },
    }];

    await check("tools are called", async () => {
        const answer = await client.chat.completions.create({
            model: "auto", messages: [{ role: "user", content: "Weather in Paris?" }], tools, tool_choice: "required", max_tokens: 200,
        });
        const call = answer.choices[0].message.tool_calls[0];
        assert.equal(call.function.name, "get_weather");
        assert.equal(typeof JSON.parse(call.function.arguments), "object");
        assert.equal(answer.choices[0].finish_reason, "tool_calls");
    });

    await check("tool calls stream", async () => {
        const runner = client.chat.completions.stream({
            model: "auto", messages: [{ role: "user", content: "Weather in Paris?" }], tools, tool_choice: "required", max_tokens: 200,
        });
        const whole = await runner.finalChatCompletion();
        assert.equal(whole.choices[0].message.tool_calls[0].function.name, "get_weather");
    });

    await check("a tool's result is answered with text", async () => {
        const answer = await client.chat.completions.create({
            model: "auto", max_tokens: 64, tools,
            messages: [{ role: "user", content: "Weather in Paris?" },
                { role: "assistant", content: null, tool_calls: [{ id: "c1", type: "function", function: { name: "get_weather", arguments: "{\"city\":\"Paris\"}" } }] },
                { role: "tool", tool_call_id: "c1", content: "18 degrees, sunny" }],
        });
        assert.ok(answer.choices[0].message.content.length > 0);
    });

    await check("embeddings come in both encodings", async () => {
        const floats = await client.embeddings.create({ model: "auto", input: ["one", "two"], encoding_format: "float" });
        const decoded = await client.embeddings.create({ model: "auto", input: ["one", "two"] });
        assert.equal(floats.data.length, 2);
        assert.ok(floats.data[0].embedding.length > 0);
        assert.equal(decoded.data[1].embedding.length, floats.data[1].embedding.length);
        assert.ok(floats.usage.prompt_tokens > 0);
    });

    await check("JSON that was asked for is JSON", async () => {
        const answer = await client.chat.completions.create({
            model: "auto", messages: [{ role: "user", content: "A JSON object with a name." }], response_format: { type: "json_object" }, max_tokens: 200,
        });
        assert.equal(typeof JSON.parse(answer.choices[0].message.content), "object");
    });
}

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
