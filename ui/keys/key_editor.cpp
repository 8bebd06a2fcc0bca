// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/keys/key_editor.h"

#include "ui/budgets/ceiling_words.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/format.h"
#include "ui/shell/write_gate.h"

#include <QComboBox>
#include <QDateTime>
#include <QLineEdit>

#include <algorithm>
#include <tuple>

namespace signalbox::ui {

namespace {

constexpr int kLongestName = 64;
constexpr int kLongestList = 1000;

QString dateFormat()
{
    return QStringLiteral("yyyy-MM-dd HH:mm");
}

QString expiryText(const std::optional<WallUs>& at)
{
    return at ? QDateTime::fromMSecsSinceEpoch(*at / 1000).toString(dateFormat()) : QString();
}

/// "2026-12-31" is its first minute; nullopt: no such date.
std::optional<WallUs> expiryIn(const QString& text)
{
    const QString whole = text.contains(QLatin1Char(' ')) ? text : text + QStringLiteral(" 00:00");
    const QDateTime at = QDateTime::fromString(whole, dateFormat());
    return at.isValid() ? std::optional(at.toMSecsSinceEpoch() * 1000) : std::nullopt;
}

QString countField(const std::optional<std::int64_t>& count)
{
    return count ? QString::number(*count) : QString();
}

ConfigProblem problemAt(const char* member, Error error)
{
    return { std::string("/") + member, 0, 0, std::move(error), false };
}

} // namespace

QString joinedNames(const std::vector<std::string>& names)
{
    QStringList list;
    for (const std::string& name : names)
        list.append(toQString(name));
    return list.join(QStringLiteral(", "));
}

std::vector<std::string> namesIn(const QString& text)
{
    std::vector<std::string> names;
    for (const QString& part : text.split(QLatin1Char(','))) {
        std::string name = toStd(part.trimmed());
        if (!name.empty() && std::ranges::find(names, name) == names.end())
            names.push_back(std::move(name));
    }
    return names;
}

KeyEditor::KeyEditor(const Engine& engine, const std::string& id, const KeyWish& former, QWidget* parent)
    : Form(parent)
    , m_engine(engine)
    , m_id(id)
    , m_former(former)
    , m_name(new QLineEdit(toQString(former.name), this))
    , m_tiers(new QLineEdit(joinedNames(former.terms.tiers), this))
    , m_features(new QLineEdit(joinedNames(former.terms.features), this))
    , m_limit(new QLineEdit(toQString(former.ceiling.limit), this))
    , m_window(new ChoiceBox(this))
    , m_rate(new QLineEdit(countField(former.terms.requestsPerMinute), this))
    , m_concurrency(new QLineEdit(countField(former.terms.concurrency), this))
    , m_maxTokens(new QLineEdit(countField(former.terms.maxTokens), this))
    , m_expires(new QLineEdit(expiryText(former.terms.expiresAt), this))
{
    m_name->setMaxLength(kLongestName);
    //: example of the name of an application
    addLine("name", tr("Name of the application"), m_name, tr("editor"));
    addLine("tiers", tr("Only these tiers"), m_tiers, tr("all"));
    addLine("features", tr("Only these features"), m_features, tr("all"));
    addLine("limit", tr("Budget in dollars"), m_limit, tr("no ceiling of its own"));
    for (const Window window : { Window::Hour, Window::Day, Window::Week, Window::Month })
        m_window->addItem(windowText(window), toQString(windowName(window)));
    m_window->setCurrentIndex(std::max(0, m_window->findData(toQString(former.ceiling.window))));
    addField("window", tr("Per"), m_window);
    setWriting(*m_limit); // the one term that the configuration has
    setWriting(*m_window);
    addLine("rate", tr("Requests per minute"), m_rate, tr("no limit"));
    addLine("concurrency", tr("Requests at once"), m_concurrency, tr("no limit"));
    addLine("max_tokens", tr("Longest answer in tokens"), m_maxTokens, tr("no limit"));
    addLine("expires_at", tr("Valid until"), m_expires, tr("revoked (e.g. 2026-12-31 or 2026-12-31 18:00)"));
}

void KeyEditor::addLine(const std::string& member, const QString& label, QLineEdit* line, const QString& whenEmpty)
{
    line->setMaxLength(std::min(line->maxLength(), kLongestList));
    line->setPlaceholderText(whenEmpty);
    addField(member, label, line);
    connect(line, &QLineEdit::textEdited, this, [this] {
        if (!shownProblems().isEmpty())
            clearProblems();
    });
}

std::vector<ConfigProblem> KeyEditor::read(KeyWish& wish) const
{
    std::vector<ConfigProblem> problems;
    wish.name = toStd(m_name->text().trimmed());
    if (const auto named = checkKeyName(wish.name); !named)
        problems.push_back(problemAt("name", named.error()));
    wish.terms.tiers = namesIn(m_tiers->text());
    for (const std::string& tier : wish.terms.tiers) {
        const bool before = std::ranges::find(m_former.terms.tiers, tier) != m_former.terms.tiers.end();
        if (!before && m_engine.config()->findTier(tier) == nullptr)
            problems.push_back(problemAt("tiers", { "tier_unknown", { { "tier", tier } } }));
    }
    wish.terms.features = namesIn(m_features->text());
    for (const auto& [line, member, field] : { std::tuple(m_rate, &KeyTerms::requestsPerMinute, "rate"),
             std::tuple(m_concurrency, &KeyTerms::concurrency, "concurrency"),
             std::tuple(m_maxTokens, &KeyTerms::maxTokens, "max_tokens") }) {
        const QString text = line->text().trimmed();
        bool whole = false;
        const qint64 count = text.toLongLong(&whole);
        if (whole)
            wish.terms.*member = count;
        else if (!text.isEmpty())
            problems.push_back(problemAt(field, { "key_terms_invalid", { { "field", field } } }));
    }
    if (const QString text = m_expires->text().trimmed(); !text.isEmpty()) {
        wish.terms.expiresAt = expiryIn(text);
        const bool kept = text == expiryText(m_former.terms.expiresAt);
        if (!wish.terms.expiresAt || (!kept && wish.terms.isOver(wallNow())))
            problems.push_back(problemAt("expires_at", { "key_expiry_invalid", {} }));
    }
    wish.ceiling.limit = toStd(m_limit->text().trimmed());
    wish.ceiling.window = toStd(m_window->currentData().toString());
    const auto limit = Money::fromDollars(wish.ceiling.limit);
    if (!wish.ceiling.limit.empty() && (!limit || *limit < Money()))
        problems.push_back(problemAt("limit", { "key_budget_invalid", {} }));
    if (auto checked = checkKeyTerms(wish.terms); !checked && problems.empty())
        problems.push_back(problemAt(std::string(checked.error().parameter("field")).c_str(), checked.error()));
    return problems;
}

std::optional<KeyWish> KeyEditor::wish()
{
    KeyWish wish;
    const std::vector<ConfigProblem> problems = read(wish);
    showProblems(problems);
    return problems.empty() ? std::optional(std::move(wish)) : std::nullopt;
}

} // namespace signalbox::ui
