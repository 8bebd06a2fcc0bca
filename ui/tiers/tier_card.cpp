// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/tier_card.h"

#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/tier_mark.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/config_change.h"
#include "ui/tiers/deployment_editor.h"
#include "ui/tiers/deployment_row.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

TierCard::TierCard(Engine& engine, const Theme& theme, Page& page, const std::string& tierId, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_page(page)
    , m_tier(tierId)
    , m_mark(new TierMark(this))
    , m_id(new ElidedLabel(TextRole::Small, this, Tone::Muted))
    , m_add(makeButton(ButtonKind::Plain, this))
    , m_remove(makeIconButton(theme, u"trash"_s, this))
    , m_chain(new QVBoxLayout)
    , m_problem(makeParagraph(this, Tone::Error))
    , m_dropLine(new QFrame(this))
{
    buildHeader();
    m_dropLine->hide();
    m_chain->setSpacing(4);
    body()->addLayout(m_chain);
    body()->addWidget(m_problem);
    m_problem->hide();
    rebuild();
}

void TierCard::buildHeader()
{
    m_mark->setFont(m_theme.font(TextRole::Section));
    header()->insertWidget(0, m_mark);
    header()->insertWidget(1, m_id);
    header()->addWidget(m_add);
    header()->addWidget(m_remove);
    setWriting(*m_add);
    setWriting(*m_remove);
    connect(m_add, &QPushButton::clicked, this, [this] { openEditor(std::nullopt); });
    connect(m_remove, &QToolButton::clicked, this, &TierCard::removeTierItself);
    connect(&m_theme, &Theme::changed, this, [this] {
        m_mark->setFont(m_theme.font(TextRole::Section));
        m_mark->setLook(tierLook(m_theme, m_engine.config().get(), m_tier));
    });
}

QString TierCard::name() const
{
    return tierLook(m_theme, m_engine.config().get(), m_tier).name;
}

void TierCard::rebuild()
{
    const auto config = m_engine.config();
    const Tier* tier = config == nullptr ? nullptr : config->findTier(m_tier);
    for (DeploymentRow* row : m_rows)
        retire(row);
    m_rows.clear();
    if (tier == nullptr)
        return;
    m_mark->setLook(tierLook(m_theme, config.get(), m_tier));
    setAccessibleName(tr("Tier %1").arg(name()));
    const bool baseline = config->baselineTier == m_tier;
    //: beside a tier's name: the name applications use for it; the second also says that savings are measured against
    //: it
    m_id->say((baseline ? tr("tier:%1 · baseline of the savings") : tr("tier:%1")).arg(toQString(m_tier)));
    m_add->setText(tr("Add deployment"));
    m_add->setAccessibleName(tr("Add a deployment to %1").arg(name()));
    nameButton(*m_remove, tr("Remove the tier %1").arg(name()));
    for (std::size_t i = 0; i < tier->chain.size(); ++i)
        addRow(i, tier->chain.size(), tier->chain[i]);
    if (m_focusPlace >= 0 && m_focusPlace < int(m_rows.size()))
        m_rows[std::size_t(m_focusPlace)]->setFocus();
    m_focusPlace = -1;
    refresh();
}

void TierCard::addRow(std::size_t place, std::size_t count, const std::shared_ptr<const Deployment>& deployment)
{
    auto* row = new DeploymentRow(m_theme, deployment, this);
    row->setPlace(int(place), int(count));
    m_chain->addWidget(row);
    m_rows.push_back(row);
    connect(row, &DeploymentRow::moveWanted, this, [this, place](int by) { move(place, by); });
    connect(row, &DeploymentRow::editWanted, this, [this, place] { openEditor(place); });
    connect(row, &DeploymentRow::removeWanted, this, [this, place] { removeAt(place); });
    connect(row, &DeploymentRow::testConfirmed, this, [this, row] { test(*row); });
    connect(row, &DeploymentRow::testWanted, this,
        [this, row] { row->askTest(m_engine.testCostUpperBound(row->deployment().id)); });
    connect(row, &DeploymentRow::resetWanted, this, [this, id = deployment->id] { m_engine.resetBreaker(id); });
    connect(
        row, &DeploymentRow::tripWanted, this, [this, id = deployment->id] { m_engine.providers().tripBreaker(id); });
    connect(row, &DeploymentRow::dragged, this, &TierCard::dragOver);
    connect(row, &DeploymentRow::dropped, this, [this, place] { drop(place); });
    connect(row, &DeploymentRow::dragCancelled, this, &TierCard::endDrag);
}

void TierCard::refresh()
{
    const auto today = m_engine.tiersToday().find(m_tier);
    if (today == m_engine.tiersToday().end() || today->second.requests == 0) {
        setRemark(tr("no requests today"));
    } else {
        const TierCell& cell = today->second;
        QStringList parts { tr("%Ln request(s) today", nullptr, int(cell.requests)),
            //: the time within which 95 of 100 requests ended
            tr("p95 %1").arg(durationText(cell.total.quantileUs(0.95))),
            tr("%Ln error(s)", nullptr, int(cell.errors)) };
        setRemark(parts.join(u" · "_s));
    }
    const std::vector<SecretStore::View> secrets = m_engine.secrets();
    for (DeploymentRow* row : m_rows) {
        const Deployment& deployment = row->deployment();
        const auto health = std::ranges::find(m_engine.breakers(), deployment.id, &Breakers::View::deployment);
        row->setHealth(health != m_engine.breakers().end()
                ? *health
                : Breakers::View { deployment.id, BreakerState::Closed, 0, {}, 0, false });
        const Provider& provider = *deployment.provider;
        const bool keyed = std::ranges::any_of(secrets, [&provider](const SecretStore::View& key) {
            return key.loaded && std::ranges::find(provider.secretRefs, key.reference) != provider.secretRefs.end();
        });
        const bool missing = provider.auth != AuthStyle::None && !provider.simulated && !keyed;
        row->setKeyMissing(missing ? tr("No key yet: requests go to the next deployment.") : QString());
    }
}

void TierCard::say(const std::vector<ConfigProblem>& problems)
{
    QStringList sentences;
    for (const ConfigProblem& each : problems)
        sentences.append(errorText(each.error));
    m_problem->setText(sentences.join(u'\n'));
    m_problem->setVisible(!sentences.isEmpty());
}

void TierCard::move(std::size_t place, int by)
{
    const std::size_t to = place + std::size_t(by);
    if (to >= m_rows.size())
        return;
    m_focusPlace = int(to);
    //: said after the order of a tier's chain was changed: %1 a model, %2 its new place
    const QString done =
        tr("%1 is now number %2").arg(toQString(m_rows[place]->deployment().model), countText(qint64(to) + 1));
    say(applyEdit(m_engine, m_page, moveDeployment(m_engine.config()->text, m_tier, place, to), done));
}

/// y: in this card. The line stands in the gap that is nearest.
void TierCard::dragOver(int y)
{
    constexpr int kThick = 3;
    int gap = 0;
    while (gap < int(m_rows.size()) && y > m_rows[std::size_t(gap)]->geometry().center().y())
        ++gap;
    m_dropGap = gap;
    const QRect row = m_rows[std::size_t(std::min(gap, int(m_rows.size()) - 1))]->geometry();
    const int at = gap < int(m_rows.size()) ? row.top() - kThick : row.bottom() + 1;
    m_dropLine->setStyleSheet(u"background: %1"_s.arg(m_theme.tokens().accent.name()));
    m_dropLine->setGeometry(row.left(), at, row.width(), kThick);
    m_dropLine->raise();
    m_dropLine->show();
}

void TierCard::endDrag()
{
    m_dropGap.reset();
    m_dropLine->hide();
}

void TierCard::drop(std::size_t place)
{
    const int gap = m_dropGap.value_or(int(place));
    endDrag();
    const int to = gap > int(place) ? gap - 1 : gap;
    if (to != int(place))
        move(place, to - int(place));
}

void TierCard::removeAt(std::size_t place)
{
    //: %1 is a model, %2 a tier
    const QString done = tr("%1 removed from %2").arg(toQString(m_rows[place]->deployment().model), name());
    say(applyEdit(m_engine, m_page, removeDeployment(m_engine.config()->text, m_tier, place), done));
}

void TierCard::removeTierItself()
{
    const std::string text = m_engine.config()->text;
    QStringList uses;
    for (const std::string& use : usesOfTier(text, m_tier))
        uses.append(use == "baseline_tier" ? tr("baseline of the savings") : toQString(use));
    if (!uses.isEmpty()) {
        //: %1 is a tier, %2 a list of rules and ceilings that name it
        m_problem->setText(tr("%1 is still in use: %2").arg(name(), uses.join(u", "_s)));
        m_problem->show();
        return;
    }
    say(applyEdit(m_engine, m_page, removeTier(text, m_tier), tr("Tier %1 removed").arg(name())));
}

void TierCard::openEditor(std::optional<std::size_t> place)
{
    // Asked for again while it is open: what was typed stays.
    if (m_editor != nullptr && m_edited == place)
        return m_editor->focusFirst();
    closeEditor();
    using Purpose = DeploymentEditor::Purpose;
    const auto config = m_engine.config();
    m_edited = place;
    m_editedId = place && *place < m_rows.size() ? m_rows[*place]->deployment().id : std::string();
    const Purpose purpose = place ? Purpose::EditDeployment : Purpose::NewDeployment;
    m_editor = new DeploymentEditor(purpose, m_engine, m_theme, this);
    m_editor->setCheck([this] { return problemsOf(edited()); });
    if (place) {
        if (const auto entry = readDeployment(config->text, m_tier, *place))
            m_editor->setEntry(*entry);
    }
    body()->addWidget(m_editor);
    connect(m_editor, &Form::saved, this, &TierCard::saveEditor);
    connect(m_editor, &Form::cancelled, this, &TierCard::closeEditor);
    m_editor->show();
    m_editor->focusFirst();
}

void TierCard::closeEditor()
{
    if (m_editor == nullptr)
        return;
    retire(m_editor);
    m_editor = nullptr;
    m_add->setFocus();
}

EditedText TierCard::edited() const
{
    const std::string text = m_engine.config()->text;
    return m_edited ? editDeployment(text, m_tier, *m_edited, m_editor->entry())
                    : addDeployment(text, m_tier, m_editor->entry());
}

void TierCard::saveEditor()
{
    const DeploymentEntry entry = m_editor->entry();
    //: %1 is a model, %2 a tier
    const QString done = m_edited ? tr("%1 in %2 changed").arg(toQString(entry.model), name())
                                  : tr("%1 added to %2").arg(toQString(entry.model), name());
    const auto problems = applyEdit(m_engine, m_page, edited(), done);
    if (problems.empty())
        closeEditor();
    else
        m_editor->showProblems(problems);
}

void TierCard::test(DeploymentRow& row)
{
    row.showTesting();
    m_engine.testDeployment(
        row.deployment().id, &row, [&row](const RunningProxy::TestReport& report) { row.showTested(report); });
}

} // namespace signalbox::ui
