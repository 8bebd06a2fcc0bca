// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/exchange.h"

#include "core/proxy/expiry_watch.h"
#include "core/proxy/front_door.h"

// Who asks, and whether this key may: the first step of the story, and what of the client's words is kept.
namespace signalbox {

const Client* Exchange::admitted() const
{
    return clientOf(m_http.admitted);
}

bool Exchange::identify()
{
    // The front door has let this key in; while the body came it may have been revoked, or limited.
    const Client* found = admitted();
    const std::shared_ptr<const Client> client = found ? m_services.keys.current(*found) : nullptr;
    if (!client) {
        refuse({ "key_unknown", {} });
        return false;
    }
    m_record.keyId = client->keyId;
    m_record.client = client->name;
    if (const std::string_view obstacle = client->obstacle(m_record.startedAt); !obstacle.empty()) {
        refuse({ std::string(obstacle), {} });
        return false;
    }
    if (auto entered = m_services.keyGate.enter(*client, m_startedAt); !entered) {
        refuse(entered.error());
        return false;
    }
    m_counted = client->keyId;
    m_terms = client->terms;
    if (m_terms.expiresAt && m_services.expiries)
        m_services.expiries->wake();
    return true;
}

/// Before rules look at them, so that a replay sees what this decision saw. A tier is a name of the operator's own.
void Exchange::redactHints()
{
    if (m_config->redaction->empty())
        return;
    for (auto& [name, value] : m_hints) {
        if (name != "tier")
            value = m_config->redaction->applied(std::move(value));
    }
    m_record.requestedModel = m_config->redaction->applied(std::move(m_record.requestedModel));
}

/// A key for one feature books under it what says none.
bool Exchange::featureInScope()
{
    if (m_facts.feature.empty() && m_terms.features.size() == 1)
        m_facts.feature = m_terms.features.front();
    if (m_terms.allowsFeature(m_facts.feature))
        return true;
    refuse({ "feature_not_allowed", { { "feature", m_facts.feature.empty() ? "-" : m_facts.feature } } });
    return false;
}

} // namespace signalbox
