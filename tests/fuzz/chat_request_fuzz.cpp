// SPDX-License-Identifier: GPL-3.0-or-later
// The request JSON: what is accepted can be edited, priced and routed.
#include "core/api/chat.h"
#include "core/base/money.h"
#include "core/route/facts.h"
#include "core/tiers/tier.h"

#include "tests/fuzz/fuzz_input.h"

#include <string>

using namespace signalbox;

namespace {

void checkEdit(const ChatRequest& request, unsigned choice)
{
    BodyEdits edits;
    edits.model = "edited-model";
    edits.maxTokens = 77;
    edits.maxTokensField = request.maxTokensField.empty() ? "max_tokens" : request.maxTokensField;
    edits.askUsage = request.stream && (choice & 1) != 0;
    edits.dropStreamOptions = !edits.askUsage && (choice & 2) != 0;
    const std::string body = editBody(request, edits).text;
    const auto again = readRequest(request.endpoint, body);
    fuzz::require(again.has_value(), "an edited body is read again");
    fuzz::require(again->model == "edited-model", "the model is replaced");
    fuzz::require(again->maxTokens == 77, "the limit is replaced");
    fuzz::require(!edits.askUsage || again->includeUsage, "the usage is asked for");
    fuzz::require(again->promptBytes == request.promptBytes, "the prompt is untouched");
    fuzz::require(again->stream == request.stream && again->n == request.n, "the rest is untouched");
}

void checkPrice(const ChatRequest& request)
{
    const std::int64_t bound = inputUpperBound(request);
    fuzz::require(bound >= request.promptBytes, "a token is at least one byte");
    fuzz::require(estimateInput(request) > 0, "no request is free of input");
    Price price;
    price.input = UnitPrice::fromDollarsPerMillion("1000").value();
    price.output = price.input;
    const WorstCase worst = worstCase(price, 1'000'000, bound, request.n * request.inputs);
    const Money one = worst.at(1), many = worst.at(request.maxTokens.value_or(10'000'000));
    fuzz::require(one >= Money {} && many >= one, "the hold grows with the limit and is never negative");
    fuzz::require(worst.affordable(many) >= request.maxTokens.value_or(10'000'000), "what was held can be afforded");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto input = fuzz::textOf(data, size);
    const unsigned choice = fuzz::takeByte(input);
    const auto request = readRequest(static_cast<Endpoint>(choice % 3), std::string(input));
    if (!request) {
        fuzz::require(!request.error().code.empty(), "a refusal has a code");
        return 0;
    }
    fuzz::require(request->body == input, "the body stays byte for byte");
    checkPrice(*request);
    if (request->maxTokens.value_or(1) > 0)
        checkEdit(*request, choice / 3);
    const Facts facts = gatherFacts(*request, request->hints, "client");
    const auto again = factsFromJson(factsJson(facts));
    fuzz::require(again.has_value() && factsJson(*again) == factsJson(facts), "facts survive the record");
    return 0;
}
