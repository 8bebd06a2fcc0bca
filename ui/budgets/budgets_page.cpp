// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/budgets_page.h"

#include "ui/budgets/ceiling_card.h"
#include "ui/budgets/usage_bar.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/tier_mark.h"
#include "ui/shell/widgets.h"
#include "ui/tiers/config_change.h"

#include <QDateTime>
#include <QLocale>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 16;

WallUs wallNow()
{
    return QDateTime::currentMSecsSinceEpoch() * 1000;
}

/// Of its period; of a ceiling for each of a kind, the one that has used most.
Balance balanceOf(const Engine& engine, const Ceiling& ceiling)
{
    const Balance* most = nullptr;
    for (const Ledger::Standing& standing : engine.standings()) {
        if (standing.ceiling.id == ceiling.id && (most == nullptr || standing.balance.used() > most->used()))
            most = &standing.balance;
    }
    if (most != nullptr)
        return *most;
    const auto found = std::ranges::find(engine.balances(), ceiling.scope, &Balance::scope);
    return found == engine.balances().end() || ceiling.window != Window::Day ? Balance() : *found;
}

/// When a ceiling's period begins anew: a time of day, with its date where that is not the next day.
QString resetText(const Config& config, Window window)
{
    const WallUs at = nextPeriod(config.day, window, wallNow());
    const QString time = toQString(config.day.localTime(at));
    if (window == Window::Hour || window == Window::Day)
        return time;
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(at / 1000).date(), QLocale::ShortFormat) % u' ' % time;
}

} // namespace

BudgetsPage::BudgetsPage(Engine& engine, const Theme& theme, QWidget* parent)
    : Page(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_header(new SectionHeader(this))
    , m_content(new QWidget)
    , m_column(new QVBoxLayout(m_content))
    , m_empty(new EmptyState(m_content))
{
    QScrollArea* area = makePageScroll(m_content, this);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(Theme::kSpace + 4);
    m_column->addWidget(m_empty);
    m_column->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, 0);
    column->addWidget(m_header);
    column->addWidget(area, 1);
    connect(&m_engine, &Engine::configChanged, this, &BudgetsPage::rebuild);
    connect(&m_engine, &Engine::pulled, this, &BudgetsPage::refresh);
    rebuild();
    retranslate();
}

void BudgetsPage::shown()
{
    m_shown = true;
    refresh();
}

void BudgetsPage::hidden()
{
    m_shown = false;
}

void BudgetsPage::retranslate()
{
    m_header->setTitle(title());
    m_header->setRemark(tr("What a day may cost. A request that does not fit is refused before it costs anything."));
    m_empty->setTexts(tr("No ceilings"),
        tr("Without a ceiling nothing limits what a day costs. Add one under “ceilings” in the configuration file."));
    rebuild();
}

QString BudgetsPage::scopeName(const std::string& scope) const
{
    if (scope == "global")
        return tr("All traffic");
    if (scope == "sandbox")
        return tr("Sandbox (simulated)");
    const std::size_t colon = scope.find(':');
    const std::string id = colon == std::string::npos ? scope : scope.substr(colon + 1);
    if (scope.starts_with("tier:"))
        //: a ceiling's scope; %1 is a tier's name
        return tr("Tier %1").arg(tierLook(m_theme, m_engine.config().get(), id).name);
    for (const VirtualKey& key : m_engine.keys()) {
        if (key.id == id)
            //: a ceiling's scope; %1 is the name of a virtual key
            return tr("Key %1").arg(toQString(key.name));
    }
    return toQString(scope);
}

void BudgetsPage::rebuild()
{
    const auto config = m_engine.config();
    const std::vector<Ceiling> ceilings = config == nullptr ? std::vector<Ceiling>() : config->ceilings;
    const auto sameId = [](const CeilingCard* card, const Ceiling& ceiling) {
        return card->ceiling().id == ceiling.id;
    };
    // A card that is being edited must not go away under the cursor.
    if (!std::ranges::equal(m_cards, ceilings, sameId)) {
        for (CeilingCard* card : m_cards)
            retire(card);
        m_cards.clear();
        for (const Ceiling& ceiling : ceilings) {
            auto* card = new CeilingCard(m_theme, ceiling, m_content);
            m_column->insertWidget(m_column->count() - 1, card);
            m_cards.push_back(card);
            connect(card, &CeilingCard::limitWanted, this,
                [this, card](const QString&, const QString& dollars) { setLimit(*card, dollars); });
        }
    }
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setCeiling(ceilings[i], scopeName(ceilings[i].scope), resetText(*config, ceilings[i].window));
    m_empty->setVisible(m_cards.empty());
    refresh();
}

void BudgetsPage::refresh()
{
    updateBadge();
    if (!m_shown)
        return;
    for (CeilingCard* card : m_cards)
        card->setBalance(balanceOf(m_engine, card->ceiling()));
}

void BudgetsPage::updateBadge()
{
    QString badge;
    QString spoken;
    for (const CeilingCard* card : m_cards) {
        const Ceiling& ceiling = card->ceiling();
        const double share = shareOf(balanceOf(m_engine, ceiling).used(), ceiling.limit);
        const double first = ceiling.alertAt.empty() ? 1.0 : std::ranges::min(ceiling.alertAt);
        if (card->isSimulated() || ceiling.limit.isZero() || share < first)
            continue;
        badge = u"!"_s;
        spoken = share >= 1 ? tr("A ceiling is reached") : tr("A ceiling is nearly reached");
    }
    if (badge + spoken == m_badge)
        return;
    m_badge = badge + spoken;
    Q_EMIT badgeChanged(badge, spoken);
}

void BudgetsPage::setLimit(CeilingCard& card, const QString& dollars)
{
    const Ceiling& ceiling = card.ceiling();
    //: said after a ceiling was changed: %1 its name, %2 an amount as typed
    const QString done = tr("Ceiling “%1” is now $%2").arg(scopeName(ceiling.scope), dollars);
    const auto problems =
        applyEdit(m_engine, *this, setCeilingLimit(m_engine.config()->text, ceiling.id, toStd(dollars)), done);
    if (problems.empty())
        card.stopEditing();
    else
        card.setProblem(errorText(problems.front().error));
}

void BudgetsPage::open(const PageTarget& target)
{
    for (CeilingCard* card : m_cards) {
        if (toQString(card->ceiling().id) == target.item)
            card->startEditing();
    }
}

} // namespace signalbox::ui
