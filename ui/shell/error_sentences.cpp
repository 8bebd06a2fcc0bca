// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/error_sentences.h"

#include "ui/shell/code_texts.h"

#include <QtGlobal>

#include <array>
#include <span>

namespace signalbox::ui {

namespace {

// {name} in a sentence stands for the error's parameter of that name.

constexpr std::array kRouting {
    CodeText { "ceiling_reached",
        QT_TRANSLATE_NOOP("ErrorText",
            "The ceiling is reached, so this request was refused before it could cost anything. Raise the limit on the "
            "Budgets page or wait for the reset.") },
    CodeText { "ceiling_cut",
        QT_TRANSLATE_NOOP("ErrorText", "A ceiling was reached, and it cuts what is in flight. What came is billed.") },
    CodeText { "deployment_limited",
        QT_TRANSLATE_NOOP("ErrorText",
            "The limits that you set for this deployment were used up, and the wait was too long. Raise them on the "
            "Tiers "
            "page, or add a deployment below it.") },
    CodeText { "panic_stop",
        QT_TRANSLATE_NOOP("ErrorText", "Everything was stopped by hand. Nothing is sent until it is released.") },
    CodeText { "ledger_unavailable",
        QT_TRANSLATE_NOOP("ErrorText",
            "The ledger could not be written, so nothing that costs money is called. Check the disk that holds the "
            "data folder.") },
    CodeText {
        "paused", QT_TRANSLATE_NOOP("ErrorText", "Routing is paused. New requests are refused until you resume it.") },
    CodeText { "tier_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no tier named “{tier}”.") },
    CodeText { "no_deployment_fits",
        QT_TRANSLATE_NOOP("ErrorText", "No deployment of the tier “{tier}” can carry this request: {reason}.") },
    CodeText { "key_unavailable",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The provider's key is not available. Add it on the Keys page, or unlock the keychain.") },
    CodeText { "breaker_open",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The deployment failed several times in a row and is left alone for a moment.") },
    CodeText { "unpriced",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The model has no price, so the ceiling blocks it. Set a price on the Prices page.") },
    CodeText { "context", QT_TRANSLATE_NOOP("ErrorText", "The request is longer than the model's context.") },
    CodeText { "images", QT_TRANSLATE_NOOP("ErrorText", "The model takes no images.") },
    CodeText { "tools", QT_TRANSLATE_NOOP("ErrorText", "The model knows no tools.") },
    CodeText { "json_schema", QT_TRANSLATE_NOOP("ErrorText", "The model cannot be held to a JSON schema.") },
    CodeText { "json_object", QT_TRANSLATE_NOOP("ErrorText", "The model has no JSON mode.") },
    CodeText { "logprobs", QT_TRANSLATE_NOOP("ErrorText", "The model gives no log probabilities.") },
    CodeText { "endpoint", QT_TRANSLATE_NOOP("ErrorText", "The model does not serve this kind of request.") },
    CodeText {
        "max_output", QT_TRANSLATE_NOOP("ErrorText", "The request asks for a longer answer than the model can give.") },
};

constexpr std::array kClients {
    CodeText { "key_missing",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The application sent no key. It has to send one of the virtual keys of the Keys page.") },
    CodeText { "key_unknown", QT_TRANSLATE_NOOP("ErrorText", "This virtual key is not known here.") },
    CodeText { "key_revoked", QT_TRANSLATE_NOOP("ErrorText", "The application's key was revoked.") },
    CodeText { "key_expired", QT_TRANSLATE_NOOP("ErrorText", "The application's key is past its date.") },
    CodeText {
        "tier_not_allowed", QT_TRANSLATE_NOOP("ErrorText", "The application's key may not use the tier “{tier}”.") },
    CodeText { "key_scope", QT_TRANSLATE_NOOP("ErrorText", "The application's key may not use this tier.") },
    CodeText { "feature_not_allowed",
        QT_TRANSLATE_NOOP("ErrorText", "The application's key may not be used for the feature “{feature}”.") },
    CodeText { "key_rate_limited",
        QT_TRANSLATE_NOOP("ErrorText", "The application's key may not begin more requests in this minute.") },
    CodeText { "key_busy",
        QT_TRANSLATE_NOOP("ErrorText", "The application's key has as many requests in flight as it may have.") },
    CodeText { "key_terms_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "This limit of a key is not in order ({field}): whole numbers from 1 on.") },
    CodeText { "key_expiry_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "A date to come, like 2026-12-31 or 2026-12-31 18:00, or nothing.") },
    CodeText { "key_budget_invalid", QT_TRANSLATE_NOOP("ErrorText", "An amount of dollars like 5.00, or nothing.") },
    CodeText { "key_name_missing",
        QT_TRANSLATE_NOOP("ErrorText", "Give the key a name, so that its requests can be told apart.") },
    CodeText { "key_name_invalid", QT_TRANSLATE_NOOP("ErrorText", "A name is one line of at most {max} bytes.") },
    CodeText { "key_invalid", QT_TRANSLATE_NOOP("ErrorText", "A key has 8 to 512 visible characters and no spaces.") },
    CodeText { "key_exists", QT_TRANSLATE_NOOP("ErrorText", "A virtual key with this value is already there.") },
    CodeText { "client_gone",
        QT_TRANSLATE_NOOP("ErrorText", "The application closed the connection before the answer was complete.") },
    CodeText { "request_unknown", QT_TRANSLATE_NOOP("ErrorText", "This request is not in the log any more.") },
    CodeText { "json_invalid", QT_TRANSLATE_NOOP("ErrorText", "The request is not valid JSON.") },
    CodeText { "json_not_object", QT_TRANSLATE_NOOP("ErrorText", "The request is JSON, but not an object.") },
    CodeText { "json_duplicate_field", QT_TRANSLATE_NOOP("ErrorText", "The request has the field “{param}” twice.") },
    CodeText { "json_too_deep", QT_TRANSLATE_NOOP("ErrorText", "The request is nested too deeply.") },
    CodeText { "field_missing", QT_TRANSLATE_NOOP("ErrorText", "The field “{param}” is missing.") },
    CodeText { "field_type", QT_TRANSLATE_NOOP("ErrorText", "The field “{param}” has the wrong type.") },
    CodeText { "field_range", QT_TRANSLATE_NOOP("ErrorText", "The field “{param}” is outside of its range.") },
    CodeText { "model_name_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "The model name is empty, too long or has characters that no model name has.") },
    CodeText { "destination_refused",
        QT_TRANSLATE_NOOP("ErrorText",
            "The request names its own destination or key (“{param}”). Destinations come from the configuration "
            "only.") },
    CodeText { "host_not_allowed",
        QT_TRANSLATE_NOOP("ErrorText", "The request was addressed to another host name than this computer's own.") },
    CodeText { "origin_not_allowed",
        QT_TRANSLATE_NOOP("ErrorText", "A web page that is not allowed here tried to send this request.") },
    CodeText { "method_not_allowed", QT_TRANSLATE_NOOP("ErrorText", "This path does not take this method.") },
    CodeText { "body_too_large", QT_TRANSLATE_NOOP("ErrorText", "The request is too large.") },
    CodeText { "header_duplicate", QT_TRANSLATE_NOOP("ErrorText", "The request has the header “{param}” twice.") },
    CodeText { "path_unknown",
        QT_TRANSLATE_NOOP("ErrorText", "There is nothing under this path. The base URL ends with /v1.") },
    CodeText { "media_type", QT_TRANSLATE_NOOP("ErrorText", "The request was not sent as application/json.") },
    CodeText { "content_encoding", QT_TRANSLATE_NOOP("ErrorText", "Compressed requests are not taken.") },
    CodeText { "stopping", QT_TRANSLATE_NOOP("ErrorText", "Signalbox was stopping when this request came in.") },
    CodeText { "other_user", QT_TRANSLATE_NOOP("ErrorText", "Only programs of the same user may call Signalbox.") },
    CodeText {
        "too_many_connections", QT_TRANSLATE_NOOP("ErrorText", "Too many connections were open at the same time.") },
};

constexpr std::array kUpstream {
    CodeText { "upstream_error", QT_TRANSLATE_NOOP("ErrorText", "The provider answered with an error.") },
    CodeText { "answer_not_json", QT_TRANSLATE_NOOP("ErrorText", "The provider's answer is not JSON.") },
    CodeText {
        "answer_shape", QT_TRANSLATE_NOOP("ErrorText", "The provider's answer does not have the expected form.") },
    CodeText {
        "sse_event_too_large", QT_TRANSLATE_NOOP("ErrorText", "One event of the provider's stream is too large.") },
    CodeText { "upstream_connect", QT_TRANSLATE_NOOP("ErrorText", "The provider could not be reached.") },
    CodeText { "upstream_dns", QT_TRANSLATE_NOOP("ErrorText", "The provider's host name could not be resolved.") },
    CodeText { "upstream_connect_timeout",
        QT_TRANSLATE_NOOP("ErrorText", "The provider did not take the connection in time.") },
    CodeText { "upstream_tls",
        QT_TRANSLATE_NOOP(
            "ErrorText", "No safe connection to the provider: its certificate or its handshake was refused.") },
    CodeText { "upstream_address_refused",
        QT_TRANSLATE_NOOP("ErrorText", "The provider's name leads to an address that must not be called.") },
    CodeText { "upstream_send", QT_TRANSLATE_NOOP("ErrorText", "The provider stopped taking the request.") },
    CodeText {
        "upstream_no_answer", QT_TRANSLATE_NOOP("ErrorText", "The provider closed the connection without an answer.") },
    CodeText { "upstream_timeout", QT_TRANSLATE_NOOP("ErrorText", "The provider did not answer in time.") },
    CodeText { "upstream_not_http", QT_TRANSLATE_NOOP("ErrorText", "The provider's answer is not valid HTTP.") },
    CodeText { "upstream_truncated", QT_TRANSLATE_NOOP("ErrorText", "The provider's answer ended too early.") },
    CodeText { "upstream_bad_body", QT_TRANSLATE_NOOP("ErrorText", "The provider's answer could not be decoded.") },
    CodeText { "upstream_bad_event",
        QT_TRANSLATE_NOOP("ErrorText", "The provider's stream has an event that can't be read.") },
    CodeText { "upstream_no_content", QT_TRANSLATE_NOOP("ErrorText", "The provider's stream ended without content.") },
    CodeText { "upstream_empty_answer", QT_TRANSLATE_NOOP("ErrorText", "The provider's answer is empty.") },
    CodeText { "upstream_redirect",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The provider answered with a redirect, which is not followed. Check the base URL.") },
    CodeText {
        "upstream_bad_status", QT_TRANSLATE_NOOP("ErrorText", "The provider answered with an unexpected status.") },
    CodeText { "upstream_auth",
        QT_TRANSLATE_NOOP("ErrorText", "The provider does not accept the key. Replace it on the Keys page.") },
    CodeText {
        "upstream_out_of_credit", QT_TRANSLATE_NOOP("ErrorText", "The account at the provider has no credit left.") },
    CodeText { "upstream_model_unknown",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The provider does not know this model or path. Check the model's name and the base URL.") },
    CodeText { "upstream_rate_limited", QT_TRANSLATE_NOOP("ErrorText", "The provider's rate limit is reached.") },
    CodeText { "upstream_overloaded", QT_TRANSLATE_NOOP("ErrorText", "The provider is overloaded or down.") },
    CodeText { "upstream_context_too_long",
        QT_TRANSLATE_NOOP("ErrorText", "The request is longer than the model's context.") },
    CodeText { "upstream_content_filter",
        QT_TRANSLATE_NOOP("ErrorText", "The provider's content filter refused the request.") },
    CodeText {
        "upstream_refused_request", QT_TRANSLATE_NOOP("ErrorText", "The provider refused the request as malformed.") },
    CodeText {
        "upstream_request_too_large", QT_TRANSLATE_NOOP("ErrorText", "The request is too large for the provider.") },
    CodeText { "upstream_conflict", QT_TRANSLATE_NOOP("ErrorText", "The provider reports a conflict.") },
    CodeText { "tls_unavailable",
        QT_TRANSLATE_NOOP(
            "ErrorText", "No safe connections are possible: the certificates of this system can't be read.") },
    CodeText { "tls_ca_unreadable", QT_TRANSLATE_NOOP("ErrorText", "The certificate file can't be read.") },
};

constexpr std::array kSystem {
    CodeText {
        "already_running", QT_TRANSLATE_NOOP("ErrorText", "Another Signalbox (process {pid}) uses this data folder.") },
    CodeText { "service_manager_failed",
        QT_TRANSLATE_NOOP("ErrorText", "systemd did not do it ({detail}), so nothing was changed.") },
    CodeText { "attach_gone",
        QT_TRANSLATE_NOOP("ErrorText", "The running service has ended, so nothing was changed. Nothing is routed.") },
    CodeText { "attach_silent",
        QT_TRANSLATE_NOOP("ErrorText",
            "The running service does not answer. Whether it took the order is not known; look again when it does.") },
    CodeText { "attach_stranger",
        QT_TRANSLATE_NOOP("ErrorText",
            "What listens in the data folder belongs to another user, so nothing is said to "
            "it. Look who may write there.") },
    CodeText { "attach_version",
        QT_TRANSLATE_NOOP("ErrorText",
            "The running service is Signalbox {theirs}, this window is {ours}. Restart the "
            "older of the two: they work together in the same version only.") },
    CodeText { "attach_abandoned",
        QT_TRANSLATE_NOOP("ErrorText",
            "You did not wait for the running service. Whether it was done shows when the service answers again.") },
    CodeText { "attach_syntax",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The running service and this window do not understand each other. Restart both.") },
    CodeText { "attach_verb_unknown",
        QT_TRANSLATE_NOOP("ErrorText", "The running service does not know what this window asks for. Restart both.") },
    CodeText {
        "port_in_use", QT_TRANSLATE_NOOP("ErrorText", "Port {port} is in use by another program. Routing is off.") },
    CodeText {
        "listen_failed", QT_TRANSLATE_NOOP("ErrorText", "The port could not be opened ({reason}). Routing is off.") },
    CodeText { "compaction_runs", QT_TRANSLATE_NOOP("ErrorText", "The log is being compacted already.") },
    CodeText { "compaction_cancelled",
        QT_TRANSLATE_NOOP("ErrorText", "Compacting the log was cancelled. The log is as it was.") },
    CodeText { "compaction_gave_way",
        QT_TRANSLATE_NOOP("ErrorText",
            "So many requests came that compacting the log gave way; nothing is lost. Try again when there is less "
            "traffic.") },
    CodeText { "compaction_no_room",
        QT_TRANSLATE_NOOP("ErrorText",
            "Compacting the log takes {needed} MB of free disk, and {free} MB are free. Make room first.") },
    CodeText { "outer_address_absent",
        QT_TRANSLATE_NOOP("ErrorText",
            "{address} is not an address of this computer now. Its network may not be up yet: try again then.") },
    CodeText {
        "outer_port_in_use", QT_TRANSLATE_NOOP("ErrorText", "Port {port} of {address} is in use by another program.") },
    CodeText { "outer_failed", QT_TRANSLATE_NOOP("ErrorText", "{address} could not be opened ({reason}).") },
    CodeText { "storage_full",
        QT_TRANSLATE_NOOP("ErrorText", "The disk is full. Paid tiers are paused until there is room again.") },
    CodeText {
        "storage_busy", QT_TRANSLATE_NOOP("ErrorText", "Another program holds the database. Try again in a moment.") },
    CodeText { "storage_io", QT_TRANSLATE_NOOP("ErrorText", "The disk reports an error ({detail}).") },
    CodeText { "storage_corrupt",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The database is damaged. Its file is kept as it is; restore a copy or move it away.") },
    CodeText { "storage_newer",
        QT_TRANSLATE_NOOP("ErrorText", "The database was written by a newer Signalbox. Update this program.") },
    CodeText { "storage_error", QT_TRANSLATE_NOOP("ErrorText", "The database reports an error ({detail}).") },
    CodeText { "ledger_head_newer",
        QT_TRANSLATE_NOOP("ErrorText",
            "The ledger is older than its anchor: a copy was put back. Check it with “signalbox ledger verify”.") },
    CodeText { "ledger_corrupt",
        QT_TRANSLATE_NOOP("ErrorText", "The ledger's chain is broken. Check it with “signalbox ledger verify”.") },
    CodeText { "file_unreadable", QT_TRANSLATE_NOOP("ErrorText", "The file {path} cannot be read.") },
    CodeText { "file_unwritable",
        QT_TRANSLATE_NOOP("ErrorText", "The file {path} cannot be written, so nothing was changed.") },
    CodeText { "keychain_unavailable",
        QT_TRANSLATE_NOOP("ErrorText", "No keychain service is running. Keys can be used for this session only.") },
    CodeText { "keychain_locked",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The keychain is locked. Unlock it and try again, or use the key for this session only.") },
    CodeText { "secret_missing",
        QT_TRANSLATE_NOOP("ErrorText", "The keychain holds no such key: it is locked, or the key was removed.") },
    CodeText { "secret_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "A key has visible characters only, no spaces or line breaks.") },
    CodeText { "secret_reference_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "A key is named as keychain:NAME, session:NAME or env:NAME.") },
    CodeText { "secret_not_removed",
        QT_TRANSLATE_NOOP("ErrorText", "The key is still in the keychain. Unlock the keychain and remove it again.") },
    CodeText { "models_unreadable",
        QT_TRANSLATE_NOOP("ErrorText", "What the server answered is no list of models. Is this the right base URL?") },
    CodeText { "models_none", QT_TRANSLATE_NOOP("ErrorText", "The server answered, but lists no model.") },
    CodeText { "models_too_large",
        QT_TRANSLATE_NOOP("ErrorText", "The list of models is larger than 4 MiB, so it was not read.") },
    CodeText { "cancelled", QT_TRANSLATE_NOOP("ErrorText", "The reading of the log was stopped.") },
    CodeText { "filter_field_unknown",
        QT_TRANSLATE_NOOP(
            "ErrorText", "“{token}” is not a field of the filter. Put it in quotes to look for the word.") },
    CodeText { "filter_value_missing",
        QT_TRANSLATE_NOOP(
            "ErrorText", "“{token}” needs a value, such as tier:small, cost>0.01, latency>2s or since:2h.") },
    CodeText { "filter_value_invalid",
        QT_TRANSLATE_NOOP("ErrorText",
            "“{token}” has a value that does not fit. Costs are dollars (0.01), durations 500ms, 2s or 1m, moments 2h "
            "ago "
            "(2h) or 2026-11-22T10:30, flags yes or no.") },
    CodeText { "filter_twice", QT_TRANSLATE_NOOP("ErrorText", "“{token}” names a field that the filter has already.") },
    CodeText { "filter_quote_open", QT_TRANSLATE_NOOP("ErrorText", "A quote is opened and not closed: {token}") },
    CodeText { "filter_syntax", QT_TRANSLATE_NOOP("ErrorText", "“{token}” is not something the filter understands.") },
};

constexpr std::array kChannels {
    CodeText { "channel_unknown",
        QT_TRANSLATE_NOOP("ErrorText", "There is no channel “{channel}” in the configuration that is in force.") },
    CodeText { "channel_secret_missing",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The secret “{reference}” is not at hand. Store it below, or unlock the keychain.") },
    CodeText { "channel_address_refused",
        QT_TRANSLATE_NOOP("ErrorText", "The name leads to an address that no such service has, so nothing was sent.") },
    CodeText { "channel_redirect",
        QT_TRANSLATE_NOOP("ErrorText",
            "The other side answered with a redirect ({status}), which is never followed. Use the final address.") },
    CodeText { "channel_status", QT_TRANSLATE_NOOP("ErrorText", "The other side answered with status {status}.") },
    CodeText { "channel_timeout", QT_TRANSLATE_NOOP("ErrorText", "The other side did not answer in time.") },
    CodeText { "channel_tls", QT_TRANSLATE_NOOP("ErrorText", "The certificate or the TLS handshake was refused.") },
    CodeText { "channel_unreachable", QT_TRANSLATE_NOOP("ErrorText", "No connection could be made ({reason}).") },
    CodeText { "channel_queue_full",
        QT_TRANSLATE_NOOP("ErrorText", "Too many messages were waiting; the oldest was given up.") },
    CodeText { "mail_no_tls", QT_TRANSLATE_NOOP("ErrorText", "The mail server offers no TLS, so nothing was sent.") },
    CodeText { "mail_login", QT_TRANSLATE_NOOP("ErrorText", "The mail server refused name or password.") },
    CodeText { "mail_refused", QT_TRANSLATE_NOOP("ErrorText", "The mail server refused the mail ({status}).") },
    CodeText { "channel_url_is_secret",
        QT_TRANSLATE_NOOP("ErrorText",
            "Whoever knows this URL can write there: keep it in the keychain and name it as keychain:NAME.") },
    CodeText { "mail_address_invalid", QT_TRANSLATE_NOOP("ErrorText", "This is not a plain mail address.") },
    CodeText { "mail_host_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "This is not a host name; the port has a field of its own.") },
};

constexpr std::array kConfiguration {
    CodeText { "config_newer",
        QT_TRANSLATE_NOOP("ErrorText",
            "The configuration was written by a newer Signalbox. Update this program; until then it stays as it is.") },
    CodeText { "config_too_large", QT_TRANSLATE_NOOP("ErrorText", "The configuration is larger than 1 MiB.") },
    CodeText { "schema", QT_TRANSLATE_NOOP("ErrorText", "This value does not fit the configuration's schema.") },
    CodeText { "id_duplicate", QT_TRANSLATE_NOOP("ErrorText", "This name is taken. Choose another one.") },
    CodeText { "provider_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no provider named “{provider}”.") },
    CodeText { "rules_empty", QT_TRANSLATE_NOOP("ErrorText", "There has to be at least one rule.") },
    CodeText { "rule_id_duplicate", QT_TRANSLATE_NOOP("ErrorText", "Two rules have the same id.") },
    CodeText { "rule_id_missing", QT_TRANSLATE_NOOP("ErrorText", "A rule has no id.") },
    CodeText { "last_rule_not_always",
        QT_TRANSLATE_NOOP("ErrorText", "The last rule must always match, so that every request has a way.") },
    CodeText { "strategy_unknown", QT_TRANSLATE_NOOP("ErrorText", "The strategy is “direct” or “cascade”.") },
    CodeText {
        "strategy_tiers", QT_TRANSLATE_NOOP("ErrorText", "A direct route names one tier, a cascade two or more.") },
    CodeText { "validator_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no validator of this name.") },
    CodeText { "condition_shape",
        QT_TRANSLATE_NOOP(
            "ErrorText", "This is not a condition: it needs a fact with an operator, or all, any or none.") },
    CodeText { "fact_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no fact of this name.") },
    CodeText { "operator_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no operator of this name.") },
    CodeText { "operator_type", QT_TRANSLATE_NOOP("ErrorText", "This operator does not fit the fact's type.") },
    CodeText { "value_type", QT_TRANSLATE_NOOP("ErrorText", "The value does not fit the fact's type.") },
    CodeText { "too_deep", QT_TRANSLATE_NOOP("ErrorText", "Conditions nest four levels deep at most.") },
    CodeText { "money_syntax", QT_TRANSLATE_NOOP("ErrorText", "Write the amount in dollars, such as 20 or 20.00.") },
    CodeText { "money_range", QT_TRANSLATE_NOOP("ErrorText", "This amount is outside of the range.") },
    CodeText { "price_syntax",
        QT_TRANSLATE_NOOP("ErrorText", "Write the price in dollars per million tokens, such as 2.50.") },
    CodeText { "price_range",
        QT_TRANSLATE_NOOP("ErrorText", "A price lies between 0 and 1,000,000 dollars per million tokens.") },
    CodeText { "price_book_invalid", QT_TRANSLATE_NOOP("ErrorText", "The price list cannot be read.") },
    CodeText { "zone_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no time zone of this name.") },
    CodeText { "day_start_range", QT_TRANSLATE_NOOP("ErrorText", "The day starts between 00:00 and 23:59.") },
    CodeText { "url_syntax",
        QT_TRANSLATE_NOOP("ErrorText", "This is not an address. It looks like https://api.example.com/v1.") },
    CodeText { "url_scheme",
        QT_TRANSLATE_NOOP("ErrorText", "The address must begin with https://, or with http:// for a local provider.") },
    CodeText {
        "url_userinfo", QT_TRANSLATE_NOOP("ErrorText", "The address must not contain a user name or password.") },
    CodeText { "url_not_local",
        QT_TRANSLATE_NOOP(
            "ErrorText", "Plain http is allowed to this computer only, for a provider marked as local.") },
    CodeText { "url_forbidden_address", QT_TRANSLATE_NOOP("ErrorText", "This address must not be called.") },
    CodeText { "no_such_entry",
        QT_TRANSLATE_NOOP("ErrorText", "This entry is not in the configuration any more. It was changed elsewhere.") },
    CodeText { "in_use", QT_TRANSLATE_NOOP("ErrorText", "“{id}” is still in use: {where}.") },
    CodeText { "json_syntax",
        QT_TRANSLATE_NOOP("ErrorText", "This is not JSON here. Check commas, quotes and brackets around this place.") },
    CodeText {
        "json_comment", QT_TRANSLATE_NOOP("ErrorText", "JSON knows no comments. Use a rule's “note”, or delete it.") },
    CodeText { "json_trailing_comma",
        QT_TRANSLATE_NOOP("ErrorText", "A comma stands before the closing bracket. Delete it.") },
    CodeText { "json_duplicate_name",
        QT_TRANSLATE_NOOP("ErrorText", "“{name}” stands twice in this object. Keep one of them.") },
    CodeText { "json_encoding", QT_TRANSLATE_NOOP("ErrorText", "The file is not valid UTF-8.") },
    CodeText {
        "config_schema_unknown", QT_TRANSLATE_NOOP("ErrorText", "The schema number is unknown. Write {known}.") },
    CodeText { "field_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no field “{field}” here.") },
    CodeText { "field_too_long", QT_TRANSLATE_NOOP("ErrorText", "This is longer than {max} bytes.") },
    CodeText { "field_essential", QT_TRANSLATE_NOOP("ErrorText", "“{field}” can be neither dropped nor renamed.") },
    CodeText { "list_empty", QT_TRANSLATE_NOOP("ErrorText", "The list is empty. It needs at least one entry.") },
    CodeText { "list_too_long", QT_TRANSLATE_NOOP("ErrorText", "The list has more than {max} entries.") },
    CodeText { "value_unknown", QT_TRANSLATE_NOOP("ErrorText", "“{value}” is not one of: {known}.") },
    CodeText { "value_order", QT_TRANSLATE_NOOP("ErrorText", "The range is upside down.") },
    CodeText { "id_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "Use letters, digits, “.”, “_” and “-”, beginning with a letter or digit.") },
    CodeText { "secret_in_file",
        QT_TRANSLATE_NOOP("ErrorText",
            "Keys never stand in the configuration. Name the place of the key: keychain:NAME, env:NAME or "
            "session:NAME.") },
    CodeText { "secret_twice",
        QT_TRANSLATE_NOOP("ErrorText", "“secret” is one key and “secrets” is a pool of keys. Give one of the two.") },
    CodeText { "secret_duplicate", QT_TRANSLATE_NOOP("ErrorText", "This key stands twice in the pool.") },
    CodeText { "secret_unused",
        QT_TRANSLATE_NOOP("ErrorText", "This provider takes no key, so this one would never be used.") },
    CodeText { "sandbox_not_local",
        QT_TRANSLATE_NOOP("ErrorText", "The sandbox is simulated on this computer and has no other address.") },
    CodeText { "api_version_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "The API version belongs to Azure and looks like 2024-10-21.") },
    CodeText { "path_not_absolute", QT_TRANSLATE_NOOP("ErrorText", "The path must be absolute: it begins with “/”.") },
    CodeText { "header_forbidden", QT_TRANSLATE_NOOP("ErrorText", "The header “{field}” can't be set here.") },
    CodeText { "header_value_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "The value of “{field}” must be 1 to 1,024 visible ASCII characters.") },
    CodeText {
        "price_not_text", QT_TRANSLATE_NOOP("ErrorText", "A number would be rounded. Write it as text: \"2.50\".") },
    CodeText { "price_word", QT_TRANSLATE_NOOP("ErrorText", "The only price that is a word is “free”.") },
    CodeText {
        "price_zero", QT_TRANSLATE_NOOP("ErrorText", "All prices are zero. Choose “free” if it costs nothing.") },
    CodeText { "price_factor_range",
        QT_TRANSLATE_NOOP("ErrorText", "The factor lies between 0.000001 and 100, such as 1.05.") },
    CodeText { "money_not_text",
        QT_TRANSLATE_NOOP("ErrorText", "A number would be rounded. Write the amount as text: \"20.00\".") },
    CodeText { "money_negative", QT_TRANSLATE_NOOP("ErrorText", "A limit can't be negative. 0.00 blocks everything.") },
    CodeText { "output_above_context",
        QT_TRANSLATE_NOOP("ErrorText", "The longest answer is longer than the model's context.") },
    CodeText { "deployment_duplicate", QT_TRANSLATE_NOOP("ErrorText", "{deployment} is already in this chain.") },
    CodeText { "unpriced_model",
        QT_TRANSLATE_NOOP(
            "ErrorText", "No price is known for {model}, so it can't be used under a ceiling. Set a price.") },
    CodeText { "origin_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "“{origin}” is not an origin. Write scheme, host and port alone.") },
    CodeText { "outer_address_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "“{address}” is not an IP address. Write one of this computer's.") },
    CodeText { "outer_address_wildcard",
        QT_TRANSLATE_NOOP("ErrorText",
            "{address} would listen to every network this computer is in. Write the one address that containers "
            "reach.") },
    CodeText { "outer_address_loopback",
        QT_TRANSLATE_NOOP("ErrorText", "{address} is listened on anyway, and containers do not reach it.") },
    CodeText { "outer_hosts_empty",
        QT_TRANSLATE_NOOP("ErrorText",
            "Say under which names containers ask, for example host.docker.internal. Any other name is refused.") },
    CodeText { "outer_host_invalid",
        QT_TRANSLATE_NOOP(
            "ErrorText", "“{host}” is not a host. Write a name or an address, with or without a port, no patterns.") },
    CodeText { "time_invalid", QT_TRANSLATE_NOOP("ErrorText", "“{text}” is not a time. Write it like 04:00.") },
    CodeText { "floor_above_default", QT_TRANSLATE_NOOP("ErrorText", "“clamp_floor” is above “default_max_output”.") },
    CodeText { "scope_invalid",
        QT_TRANSLATE_NOOP("ErrorText",
            "“{scope}” is not a scope. Use global, sandbox, or tier, provider, key, feature or session with :NAME or "
            ":*.") },
    CodeText { "rule_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no rule “{rule}”.") },
    CodeText { "ceiling_unknown", QT_TRANSLATE_NOOP("ErrorText", "There is no ceiling “{ceiling}”.") },
    CodeText { "raise_too_low",
        QT_TRANSLATE_NOOP("ErrorText", "A raise must lie above the ceiling's own limit of ${limit}.") },
    CodeText { "raise_over", QT_TRANSLATE_NOOP("ErrorText", "The raise would be over already. Choose a later end.") },
    CodeText { "export_too_large",
        QT_TRANSLATE_NOOP("ErrorText", "The file is too large: at most 64 MiB and a million rows. Export less time.") },
    CodeText { "export_not_text", QT_TRANSLATE_NOOP("ErrorText", "The file is no text. Export the usage as CSV.") },
    CodeText { "export_empty", QT_TRANSLATE_NOOP("ErrorText", "The file is empty.") },
    CodeText { "export_shape_unknown",
        QT_TRANSLATE_NOOP("ErrorText",
            "This is no usage export of OpenAI, Anthropic or OpenRouter: its first line begins with “{header}”.") },
    CodeText { "export_quote_open", QT_TRANSLATE_NOOP("ErrorText", "Line {line}: a quoted text has no end.") },
    CodeText { "export_separator",
        QT_TRANSLATE_NOOP("ErrorText",
            "The columns of this file are not separated by commas. Take the file as the provider made it, not as a "
            "spreadsheet saved it.") },
    CodeText { "export_column_missing",
        QT_TRANSLATE_NOOP("ErrorText", "The column {column} is missing. Export the usage again, with all columns.") },
    CodeText { "export_column_twice",
        QT_TRANSLATE_NOOP("ErrorText", "The column {column} is there twice, so nobody can tell which one counts.") },
    CodeText { "export_columns",
        QT_TRANSLATE_NOOP("ErrorText", "Line {line} has {found} columns, the first line has {expected}.") },
    CodeText { "export_currency",
        QT_TRANSLATE_NOOP("ErrorText", "Line {line}: the amounts are in “{text}”. Only US dollars can be compared.") },
    CodeText { "export_row_twice",
        QT_TRANSLATE_NOOP(
            "ErrorText", "Line {line}: the request “{id}” is in line {first} already, with other figures.") },
    CodeText { "export_model_missing",
        QT_TRANSLATE_NOOP("ErrorText", "Line {line} names no model. Export the usage grouped by model.") },
    CodeText {
        "export_number", QT_TRANSLATE_NOOP("ErrorText", "Line {line}: “{text}” in the column {column} is no number.") },
    CodeText { "export_range",
        QT_TRANSLATE_NOOP("ErrorText", "Line {line}: “{text}” in the column {column} is negative or too large.") },
    CodeText {
        "export_time", QT_TRANSLATE_NOOP("ErrorText", "Line {line}: “{text}” in the column {column} is no time.") },
    CodeText { "raise_unknown", QT_TRANSLATE_NOOP("ErrorText", "This raise is over already.") },
    CodeText {
        "ceiling_scope_duplicate", QT_TRANSLATE_NOOP("ErrorText", "Two ceilings have the same scope and window.") },
    CodeText { "no_global_ceiling",
        QT_TRANSLATE_NOOP("ErrorText", "No ceiling holds for all traffic, so a day may cost any amount. Add one.") },
    CodeText { "share_range", QT_TRANSLATE_NOOP("ErrorText", "A share lies above 0 and up to 10: 0.8 is 80 %.") },
    CodeText { "import_too_large", QT_TRANSLATE_NOOP("ErrorText", "The file is larger than 1 MiB.") },
    CodeText { "import_too_deep", QT_TRANSLATE_NOOP("ErrorText", "The file is nested too deeply.") },
    CodeText { "import_no_rules",
        QT_TRANSLATE_NOOP("ErrorText", "There is no list of rules in the file. It has to be under “rules”.") },
    CodeText { "rule_id_invalid", QT_TRANSLATE_NOOP("ErrorText", "“{id}” can't be the id of a rule.") },
    CodeText { "strategy_validators",
        QT_TRANSLATE_NOOP("ErrorText", "Checks belong to a cascade, which needs at least one.") },
    CodeText { "facts_invalid", QT_TRANSLATE_NOOP("ErrorText", "The facts of this record can't be read.") },
};

// What rules, replays and imports refuse or remark.
constexpr std::array kRules {
    CodeText {
        "pattern_invalid", QT_TRANSLATE_NOOP("ErrorText", "This regular expression can't be taken (RE2): {reason}.") },
    CodeText { "pattern_fits_nothing",
        QT_TRANSLATE_NOOP("ErrorText",
            "This pattern also fits where there is no text at all. Ask for at least one character: “+” instead of "
            "“*”.") },
    CodeText { "pattern_too_large",
        QT_TRANSLATE_NOOP(
            "ErrorText", "This regular expression is too large: {size} steps, at most {max}. Write less repetition.") },
    CodeText { "deployment_unknown",
        QT_TRANSLATE_NOOP("ErrorText", "No tier has the deployment “{deployment}”. Choose another one.") },
    CodeText { "intent_unknown",
        QT_TRANSLATE_NOOP(
            "ErrorText", "There is no intent “{intent}”. Declare it in the configuration, with examples.") },
    CodeText { "rule_shadowed",
        QT_TRANSLATE_NOOP("ErrorText",
            "The rule “{rule}” is never reached: {by} above takes every request that it matches. Move it up or "
            "delete it.") },
    CodeText { "rule_contradictory",
        QT_TRANSLATE_NOOP("ErrorText", "The rule “{rule}” matches nothing: {tests} can't hold together.") },
    CodeText { "rule_redundant",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The rule “{rule}” changes nothing: {by} below would do the same. It can be deleted.") },
    CodeText { "facts_missing",
        QT_TRANSLATE_NOOP("ErrorText",
            "Nobody can say where this request would go: what the rule “{rule}” asks for was not recorded with it.") },
    CodeText {
        "version_unknown", QT_TRANSLATE_NOOP("ErrorText", "The version {version} of the rules is not stored here.") },
    CodeText { "tier_kept_edited",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The tier “{id}” of the import stays: it was edited since. Remove it by hand.") },
    CodeText {
        "tier_kept_used", QT_TRANSLATE_NOOP("ErrorText", "The tier “{id}” of the import stays: {uses} names it.") },
    CodeText { "provider_kept_edited",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The provider “{id}” of the import stays: it was edited since. Remove it by hand.") },
    CodeText { "provider_kept_used",
        QT_TRANSLATE_NOOP("ErrorText", "The provider “{id}” of the import stays: {uses} names it.") },
    CodeText { "import_unknown_format",
        QT_TRANSLATE_NOOP("ErrorText",
            "The file is none that can be imported: rules or a configuration of Signalbox, LiteLLM (YAML), Portkey, "
            "or claude-code-router.") },
    CodeText {
        "import_empty", QT_TRANSLATE_NOOP("ErrorText", "Nothing in the file can be mapped to tiers and rules.") },
    CodeText { "import_unusable",
        QT_TRANSLATE_NOOP("ErrorText", "What the file says can't be made a configuration here: {problem}.") },
    CodeText { "import_syntax",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The file is neither valid JSON nor valid YAML (line {line}, column {column}): {reason}.") },
    CodeText { "since_invalid",
        QT_TRANSLATE_NOOP("ErrorText", "“{text}” is no moment. Write it like 2026-11-22, or 24h for the last day.") },
    CodeText {
        "span_reversed", QT_TRANSLATE_NOOP("ErrorText", "The end lies before the beginning: nothing is between.") },
    CodeText { "attempt_not_uncertain",
        QT_TRANSLATE_NOOP("ErrorText", "This attempt is settled already; only uncertain ones can be resolved.") },
    CodeText { "settlement_state",
        QT_TRANSLATE_NOOP("ErrorText", "An uncertain attempt is resolved as billed or as not billed.") },
    CodeText { "sandbox_script_invalid", QT_TRANSLATE_NOOP("ErrorText", "The script of the sandbox can't be read.") },
};

constexpr std::array kPrices {
    CodeText { "prices_too_large", QT_TRANSLATE_NOOP("ErrorText", "The prices take more than {max} bytes.") },
    CodeText { "prices_too_many",
        QT_TRANSLATE_NOOP("ErrorText", "There are {max} prices by date already. Import fewer models.") },
    CodeText { "prices_syntax",
        QT_TRANSLATE_NOOP("ErrorText",
            "The file with your prices ({path}) is no JSON. Repair it, or move it away to go back to the built-in "
            "prices.") },
    CodeText { "prices_invalid",
        QT_TRANSLATE_NOOP("ErrorText",
            "The file with your prices ({path}) is wrong at {pointer}. Repair it, or move it away to go back to the "
            "built-in prices.") },
    CodeText { "prices_newer",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The file with your prices ({path}) is of a newer Signalbox. Update this one.") },
    CodeText { "price_provider", QT_TRANSLATE_NOOP("ErrorText", "Choose a provider: “{provider}” can't be one.") },
    CodeText { "price_model",
        QT_TRANSLATE_NOOP("ErrorText", "Give the model's exact name, of letters, digits and ._:/@+- (at most 256).") },
    CodeText { "price_day", QT_TRANSLATE_NOOP("ErrorText", "There is no day “{day}”. Write it like 2026-12-01.") },
    CodeText { "price_entry_unknown",
        QT_TRANSLATE_NOOP("ErrorText", "Price number {number} is not there any more. It was changed elsewhere.") },
    CodeText { "ranges_order",
        QT_TRANSLATE_NOOP("ErrorText", "The ranges must stand in order, each threshold above the one before.") },
    CodeText { "catalogue_too_large",
        QT_TRANSLATE_NOOP("ErrorText", "The list is larger than {max} bytes, so it was not read. Cut it down.") },
    CodeText { "catalogue_too_many",
        QT_TRANSLATE_NOOP("ErrorText", "The folder has more than {max} lists. Read fewer at once.") },
    CodeText { "catalogue_duplicate",
        QT_TRANSLATE_NOOP("ErrorText",
            "The list names “{name}” twice in one object, so nobody can tell which one counts. Ask its publisher.") },
    CodeText { "catalogue_syntax",
        QT_TRANSLATE_NOOP("ErrorText", "The list is no JSON object, or nested too deeply. Is it the right file?") },
    CodeText { "catalogue_unknown",
        QT_TRANSLATE_NOOP(
            "ErrorText", "This is no list of LiteLLM, models.dev, Portkey or OpenRouter. Is it the right file?") },
    CodeText { "catalogue_provider",
        QT_TRANSLATE_NOOP("ErrorText", "A Portkey list is about one provider: name the file after it (openai.json).") },
    CodeText { "catalogue_mixed",
        QT_TRANSLATE_NOOP("ErrorText", "The folder has lists of several publishers ({path}). Read them one by one.") },
    CodeText { "download_scheme",
        QT_TRANSLATE_NOOP("ErrorText", "A list is fetched over https only, without a user name in the address.") },
    CodeText { "download_failed",
        QT_TRANSLATE_NOOP(
            "ErrorText", "The list could not be fetched from {address}: {reason}. Nothing was changed.") },
};

} // namespace

const char* errorSentenceSource(std::string_view code)
{
    for (const std::span<const CodeText> table :
        { std::span<const CodeText>(kRouting), std::span<const CodeText>(kClients),
            std::span<const CodeText>(kUpstream), std::span<const CodeText>(kSystem),
            std::span<const CodeText>(kChannels), std::span<const CodeText>(kConfiguration),
            std::span<const CodeText>(kRules), std::span<const CodeText>(kPrices) }) {
        if (const char* text = textOf(table, code))
            return text;
    }
    return nullptr;
}

} // namespace signalbox::ui
