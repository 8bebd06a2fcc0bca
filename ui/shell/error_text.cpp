// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/error_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <span>

namespace signalbox::ui {

namespace {

// One code with its sentence. {name} stands for the error's parameter of that name; a sentence whose parameters are
// missing shows a dash there.
struct Sentence {
    const char* code;
    const char* text;
};

constexpr std::array kRouting {
    Sentence { "ceiling_reached",
        QT_TRANSLATE_NOOP("ErrorText",
            "The ceiling is reached, so this request was refused before it could cost anything. Raise the limit on the "
            "Budgets page or wait for the reset.") },
    Sentence { "ledger_unavailable",
        QT_TRANSLATE_NOOP("ErrorText",
            "The ledger could not be written, so nothing that costs money is called. Check the disk that holds the "
            "data folder.") },
    Sentence {
        "paused", QT_TRANSLATE_NOOP("ErrorText", "Routing is paused. New requests are refused until you resume it.") },
    Sentence {
        "shutting_down", QT_TRANSLATE_NOOP("ErrorText", "Signalbox was shutting down when this request came in.") },
    Sentence { "tier_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no tier named “{tier}”.") },
    Sentence { "no_deployment_fits",
        QT_TRANSLATE_NOOP("ErrorText", "No deployment of the tier “{tier}” can carry this request: {reason}.") },
    Sentence { "key_unavailable",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The provider's key is not available. Add it on the Keys page, or unlock the keychain.") },
    Sentence { "breaker_open",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The deployment failed several times in a row and is left alone for a moment.") },
    Sentence { "unpriced",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The model has no price, so the ceiling blocks it. Set a price on the Tiers page.") },
    Sentence { "context", QT_TRANSLATE_NOOP("ErrorText", "The request is longer than the model's context.") },
    Sentence { "images", QT_TRANSLATE_NOOP("ErrorText", "The model takes no images.") },
    Sentence { "tools", QT_TRANSLATE_NOOP("ErrorText", "The model knows no tools.") },
    Sentence { "json_schema", QT_TRANSLATE_NOOP("ErrorText", "The model cannot be held to a JSON schema.") },
    Sentence { "json_object", QT_TRANSLATE_NOOP("ErrorText", "The model has no JSON mode.") },
    Sentence { "logprobs", QT_TRANSLATE_NOOP("ErrorText", "The model gives no log probabilities.") },
    Sentence { "endpoint", QT_TRANSLATE_NOOP("ErrorText", "The model does not serve this kind of request.") },
    Sentence {
        "max_output", QT_TRANSLATE_NOOP("ErrorText", "The request asks for a longer answer than the model can give.") },
    Sentence { "over_ceiling", QT_TRANSLATE_NOOP("ErrorText", "The call would not fit under the ceiling.") },
};

constexpr std::array kClients {
    Sentence { "key_missing",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The application sent no key. It has to send one of the virtual keys of the Keys page.") },
    Sentence { "key_unknown", QT_TRANSLATE_NOOP("ErrorText", "This virtual key is not known here.") },
    Sentence { "key_invalid", QT_TRANSLATE_NOOP("ErrorText", "A key has 16 to 512 visible characters and no spaces.") },
    Sentence { "key_revoked", QT_TRANSLATE_NOOP("ErrorText", "This virtual key was revoked.") },
    Sentence { "key_exists", QT_TRANSLATE_NOOP("ErrorText", "A virtual key with this value is already there.") },
    Sentence { "client_gone",
        QT_TRANSLATE_NOOP("ErrorText", "The application closed the connection before the answer was complete.") },
    Sentence { "request_unknown", QT_TRANSLATE_NOOP("ErrorText", "This request is not in the log any more.") },
    Sentence { "json_invalid", QT_TRANSLATE_NOOP("ErrorText", "The request is not valid JSON.") },
    Sentence { "json_not_object", QT_TRANSLATE_NOOP("ErrorText", "The request is JSON, but not an object.") },
    Sentence { "json_duplicate_field", QT_TRANSLATE_NOOP("ErrorText", "The request has the field “{param}” twice.") },
    Sentence { "json_too_deep", QT_TRANSLATE_NOOP("ErrorText", "The request is nested too deeply.") },
    Sentence { "field_missing", QT_TRANSLATE_NOOP("ErrorText", "The field “{param}” is missing.") },
    Sentence { "field_type", QT_TRANSLATE_NOOP("ErrorText", "The field “{param}” has the wrong type.") },
    Sentence { "field_range", QT_TRANSLATE_NOOP("ErrorText", "The field “{param}” is outside of its range.") },
    Sentence { "model_name_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "The model name is empty, too long or has characters that no model name has.") },
    Sentence { "destination_refused",
        QT_TRANSLATE_NOOP("ErrorText",
            "The request names its own destination or key (“{param}”). Destinations come from the configuration "
            "only.") },
    Sentence { "host_not_allowed",
        QT_TRANSLATE_NOOP("ErrorText", "The request was addressed to another host name than this computer's own.") },
    Sentence { "origin_not_allowed",
        QT_TRANSLATE_NOOP("ErrorText", "A web page that is not allowed here tried to send this request.") },
    Sentence {
        "not_found", QT_TRANSLATE_NOOP("ErrorText", "There is nothing under this path. The base URL ends with /v1.") },
    Sentence { "method_not_allowed", QT_TRANSLATE_NOOP("ErrorText", "This path does not take this method.") },
    Sentence { "body_too_large", QT_TRANSLATE_NOOP("ErrorText", "The request is too large.") },
    Sentence { "content_type", QT_TRANSLATE_NOOP("ErrorText", "The request's content type is not application/json.") },
    Sentence {
        "too_many_requests", QT_TRANSLATE_NOOP("ErrorText", "Too many requests were in flight at the same time.") },
    Sentence { "overloaded", QT_TRANSLATE_NOOP("ErrorText", "Too many requests were in flight at the same time.") },
};

constexpr std::array kUpstream {
    Sentence { "connect_refused", QT_TRANSLATE_NOOP("ErrorText", "Nothing answers at the provider's address.") },
    Sentence { "connect_failed", QT_TRANSLATE_NOOP("ErrorText", "The provider could not be reached.") },
    Sentence { "connect_timeout", QT_TRANSLATE_NOOP("ErrorText", "The provider did not take the connection in time.") },
    Sentence { "dns_failed", QT_TRANSLATE_NOOP("ErrorText", "The provider's host name could not be resolved.") },
    Sentence { "resolve_failed", QT_TRANSLATE_NOOP("ErrorText", "The provider's host name could not be resolved.") },
    Sentence { "tls_failed",
        QT_TRANSLATE_NOOP("ErrorText", "No safe connection to the provider: its certificate could not be verified.") },
    Sentence { "first_byte_timeout", QT_TRANSLATE_NOOP("ErrorText", "The provider gave no answer in time.") },
    Sentence {
        "idle_timeout", QT_TRANSLATE_NOOP("ErrorText", "The provider fell silent in the middle of the answer.") },
    Sentence { "total_timeout", QT_TRANSLATE_NOOP("ErrorText", "The answer took longer than the time allowed.") },
    Sentence { "upstream_closed",
        QT_TRANSLATE_NOOP("ErrorText", "The provider closed the connection before the answer was complete.") },
    Sentence { "upstream_reset", QT_TRANSLATE_NOOP("ErrorText", "The provider broke the connection off.") },
    Sentence { "upstream_unavailable", QT_TRANSLATE_NOOP("ErrorText", "No provider of this tier could answer.") },
    Sentence { "upstream_error", QT_TRANSLATE_NOOP("ErrorText", "The provider answered with an error.") },
    Sentence { "upstream_refused", QT_TRANSLATE_NOOP("ErrorText", "The provider refused the request.") },
    Sentence { "stream_truncated", QT_TRANSLATE_NOOP("ErrorText", "The provider's stream ended before its end.") },
    Sentence { "stream_error", QT_TRANSLATE_NOOP("ErrorText", "The provider reported an error within the stream.") },
    Sentence { "answer_not_json", QT_TRANSLATE_NOOP("ErrorText", "The provider's answer is not JSON.") },
    Sentence {
        "answer_shape", QT_TRANSLATE_NOOP("ErrorText", "The provider's answer does not have the expected form.") },
    Sentence { "answer_too_large", QT_TRANSLATE_NOOP("ErrorText", "The provider's answer is too large.") },
    Sentence {
        "sse_event_too_large", QT_TRANSLATE_NOOP("ErrorText", "One event of the provider's stream is too large.") },
    Sentence { "http_400", QT_TRANSLATE_NOOP("ErrorText", "The provider refused the request as malformed (400).") },
    Sentence { "http_401",
        QT_TRANSLATE_NOOP("ErrorText", "The provider does not accept the key (401). Replace it on the Keys page.") },
    Sentence { "http_402", QT_TRANSLATE_NOOP("ErrorText", "The provider's account has no credit left (402).") },
    Sentence { "http_403", QT_TRANSLATE_NOOP("ErrorText", "The key may not use this model (403).") },
    Sentence { "http_404",
        QT_TRANSLATE_NOOP("ErrorText",
            "The provider does not know this model or path (404). Check the model's name and the base URL.") },
    Sentence { "http_413", QT_TRANSLATE_NOOP("ErrorText", "The request is too large for the provider (413).") },
    Sentence { "http_429", QT_TRANSLATE_NOOP("ErrorText", "The provider's rate limit is reached (429).") },
    Sentence { "http_500", QT_TRANSLATE_NOOP("ErrorText", "The provider failed (500).") },
    Sentence { "http_502", QT_TRANSLATE_NOOP("ErrorText", "The provider's gateway failed (502).") },
    Sentence { "http_503", QT_TRANSLATE_NOOP("ErrorText", "The provider is overloaded or down (503).") },
    Sentence { "http_504", QT_TRANSLATE_NOOP("ErrorText", "The provider's gateway waited too long (504).") },
    Sentence { "http_529", QT_TRANSLATE_NOOP("ErrorText", "The provider is overloaded (529).") },
};

constexpr std::array kSystem {
    Sentence {
        "already_running", QT_TRANSLATE_NOOP("ErrorText", "Another Signalbox (process {pid}) uses this data folder.") },
    Sentence {
        "port_in_use", QT_TRANSLATE_NOOP("ErrorText", "Port {port} is in use by another program. Routing is off.") },
    Sentence {
        "listen_failed", QT_TRANSLATE_NOOP("ErrorText", "The port could not be opened ({reason}). Routing is off.") },
    Sentence { "storage_full",
        QT_TRANSLATE_NOOP("ErrorText", "The disk is full. Paid tiers are paused until there is room again.") },
    Sentence {
        "storage_busy", QT_TRANSLATE_NOOP("ErrorText", "Another program holds the database. Try again in a moment.") },
    Sentence { "storage_io", QT_TRANSLATE_NOOP("ErrorText", "The disk reports an error ({detail}).") },
    Sentence { "storage_corrupt",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The database is damaged. Its file is kept as it is; restore a copy or move it away.") },
    Sentence { "storage_newer",
        QT_TRANSLATE_NOOP("ErrorText", "The database was written by a newer Signalbox. Update this program.") },
    Sentence { "storage_error", QT_TRANSLATE_NOOP("ErrorText", "The database reports an error ({detail}).") },
    Sentence { "ledger_head_newer",
        QT_TRANSLATE_NOOP("ErrorText",
            "The ledger is older than its anchor: a copy was put back. Check it with “signalbox ledger verify”.") },
    Sentence { "ledger_corrupt",
        QT_TRANSLATE_NOOP("ErrorText", "The ledger's chain is broken. Check it with “signalbox ledger verify”.") },
    Sentence { "file_unreadable", QT_TRANSLATE_NOOP("ErrorText", "The file {path} cannot be read.") },
    Sentence { "file_unwritable",
        QT_TRANSLATE_NOOP("ErrorText", "The file {path} cannot be written, so nothing was changed.") },
    Sentence { "keychain_unavailable",
        QT_TRANSLATE_NOOP("ErrorText", "No keychain service is running. Keys can be used for this session only.") },
    Sentence { "keychain_locked",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The keychain is locked. Unlock it and try again, or use the key for this session only.") },
    Sentence { "keychain_denied",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The keychain refused. Unlock it and try again, or use the key for this session only.") },
    Sentence { "secret_missing",
        QT_TRANSLATE_NOOP("ErrorText", "The keychain holds no such key: it is locked, or the key was removed.") },
    Sentence { "secret_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "A key has visible characters only, no spaces or line breaks.") },
    Sentence { "secret_reference_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "A key is named as keychain:NAME, session:NAME or env:NAME.") },
    Sentence { "secret_not_removed",
        QT_TRANSLATE_NOOP("ErrorText", "The key is still in the keychain. Unlock the keychain and remove it again.") },
    Sentence { "waiting_cancelled", QT_TRANSLATE_NOOP("ErrorText", "No longer waiting for the keychain.") },
    Sentence { "filter_syntax", QT_TRANSLATE_NOOP("ErrorText", "“{token}” is not something the filter understands.") },
};

constexpr std::array kConfiguration {
    Sentence { "config_newer",
        QT_TRANSLATE_NOOP("ErrorText",
            "The configuration was written by a newer Signalbox. Update this program; until then it stays as it is.") },
    Sentence { "config_too_large", QT_TRANSLATE_NOOP("ErrorText", "The configuration is larger than 1 MiB.") },
    Sentence { "config_syntax", QT_TRANSLATE_NOOP("ErrorText", "The configuration is not valid JSON here.") },
    Sentence { "config_comment", QT_TRANSLATE_NOOP("ErrorText", "JSON knows no comments; use a “note” member.") },
    Sentence { "schema", QT_TRANSLATE_NOOP("ErrorText", "This value does not fit the configuration's schema.") },
    Sentence { "id_duplicate", QT_TRANSLATE_NOOP("ErrorText", "This name is taken. Choose another one.") },
    Sentence { "provider_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no provider named “{provider}”.") },
    Sentence { "preset_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no provider preset of this name.") },
    Sentence { "chain_empty", QT_TRANSLATE_NOOP("ErrorText", "A tier needs at least one deployment.") },
    Sentence { "rules_empty", QT_TRANSLATE_NOOP("ErrorText", "There has to be at least one rule.") },
    Sentence { "rule_id_duplicate", QT_TRANSLATE_NOOP("ErrorText", "Two rules have the same id.") },
    Sentence { "rule_id_missing", QT_TRANSLATE_NOOP("ErrorText", "A rule has no id.") },
    Sentence { "last_rule_not_always",
        QT_TRANSLATE_NOOP("ErrorText", "The last rule must always match, so that every request has a way.") },
    Sentence { "strategy_unknown", QT_TRANSLATE_NOOP("ErrorText", "The strategy is “direct” or “cascade”.") },
    Sentence {
        "strategy_tiers", QT_TRANSLATE_NOOP("ErrorText", "A direct route names one tier, a cascade two or more.") },
    Sentence { "validator_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no validator of this name.") },
    Sentence { "condition_shape",
        QT_TRANSLATE_NOOP(
            "ErrorText", "This is not a condition: it needs a fact with an operator, or all, any or none.") },
    Sentence { "fact_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no fact of this name.") },
    Sentence { "operator_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no operator of this name.") },
    Sentence { "operator_type", QT_TRANSLATE_NOOP("ErrorText", "This operator does not fit the fact's type.") },
    Sentence { "value_type", QT_TRANSLATE_NOOP("ErrorText", "The value does not fit the fact's type.") },
    Sentence { "too_deep", QT_TRANSLATE_NOOP("ErrorText", "Conditions nest four levels deep at most.") },
    Sentence { "money_syntax", QT_TRANSLATE_NOOP("ErrorText", "Write the amount in dollars, such as 20 or 20.00.") },
    Sentence { "money_range", QT_TRANSLATE_NOOP("ErrorText", "This amount is outside of the range.") },
    Sentence { "price_syntax",
        QT_TRANSLATE_NOOP("ErrorText", "Write the price in dollars per million tokens, such as 2.50.") },
    Sentence { "price_range",
        QT_TRANSLATE_NOOP("ErrorText", "A price lies between 0 and 1,000,000 dollars per million tokens.") },
    Sentence { "price_book_invalid", QT_TRANSLATE_NOOP("ErrorText", "The price list cannot be read.") },
    Sentence { "zone_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no time zone of this name.") },
    Sentence { "day_start_range", QT_TRANSLATE_NOOP("ErrorText", "The day starts between 00:00 and 23:59.") },
    Sentence { "url_syntax",
        QT_TRANSLATE_NOOP("ErrorText", "This is not an address. It looks like https://api.example.com/v1.") },
    Sentence { "url_scheme",
        QT_TRANSLATE_NOOP("ErrorText", "The address must begin with https://, or with http:// for a local provider.") },
    Sentence {
        "url_userinfo", QT_TRANSLATE_NOOP("ErrorText", "The address must not contain a user name or password.") },
    Sentence { "url_not_local",
        QT_TRANSLATE_NOOP(
            "ErrorText", "Plain http is allowed to this computer only, for a provider marked as local.") },
    Sentence { "url_forbidden_address", QT_TRANSLATE_NOOP("ErrorText", "This address must not be called.") },
    Sentence { "no_such_entry",
        QT_TRANSLATE_NOOP("ErrorText", "This entry is not in the configuration any more. It was changed elsewhere.") },
    Sentence { "in_use", QT_TRANSLATE_NOOP("ErrorText", "“{id}” is still in use: {where}.") },
};

const char* find(std::string_view code)
{
    for (const std::span<const Sentence> table : { std::span<const Sentence>(kRouting),
             std::span<const Sentence>(kClients), std::span<const Sentence>(kUpstream),
             std::span<const Sentence>(kSystem), std::span<const Sentence>(kConfiguration) }) {
        const auto hit =
            std::ranges::find(table, code, [](const Sentence& entry) { return std::string_view(entry.code); });
        if (hit != table.end())
            return hit->text;
    }
    return nullptr;
}

// A parameter that is itself a code ("reason") is shown as its sentence without the full stop.
QString parameterText(const Error& error, const QString& name)
{
    const std::string value(error.parameter(name.toStdString()));
    if (value.empty())
        return QStringLiteral("–");
    if (const char* text = find(value); text != nullptr && name == QStringLiteral("reason")) {
        QString sentence = QCoreApplication::translate("ErrorText", text);
        return sentence.endsWith(QLatin1Char('.')) ? sentence.chopped(1) : sentence;
    }
    return QString::fromStdString(value);
}

QString filled(const QString& sentence, const Error& error)
{
    QString out;
    qsizetype at = 0;
    while (at < sentence.size()) {
        const qsizetype open = sentence.indexOf(QLatin1Char('{'), at);
        const qsizetype close = open < 0 ? -1 : sentence.indexOf(QLatin1Char('}'), open);
        if (close < 0)
            break;
        out += sentence.mid(at, open - at) + parameterText(error, sentence.mid(open + 1, close - open - 1));
        at = close + 1;
    }
    return out + sentence.mid(at);
}

} // namespace

QString errorSentence(const Error& error)
{
    if (error.code.empty())
        return {};
    if (const char* sentence = find(error.code))
        return filled(QCoreApplication::translate("ErrorText", sentence), error);
    if (error.code.starts_with("http_"))
        //: %1 is an HTTP status
        return QCoreApplication::translate("ErrorText", "The provider answered with the status %1.")
            .arg(QString::fromStdString(error.code.substr(5)));
    return QString::fromStdString(error.text());
}

QString errorSentence(const std::string& code)
{
    return errorSentence(Error { code, {} });
}

QString errorText(const Error& error)
{
    if (!hasErrorSentence(error.code))
        return errorSentence(error);
    return errorSentence(error) + QStringLiteral(" · ") + QString::fromStdString(error.code);
}

bool hasErrorSentence(const std::string& code)
{
    return find(code) != nullptr || code.starts_with("http_");
}

QString problemText(const ConfigProblem& problem)
{
    if (problem.line <= 0)
        return errorSentence(problem.error);
    //: a place in the configuration file and what is wrong there: %1 line, %2 column, %3 sentence
    return QCoreApplication::translate("ErrorText", "Line %1, column %2: %3")
        .arg(problem.line)
        .arg(problem.column)
        .arg(errorSentence(problem.error));
}

} // namespace signalbox::ui
