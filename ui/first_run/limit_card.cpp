// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/first_run/limit_card.h"

#include "ui/budgets/ceiling_edit.h"
#include "ui/shell/button_action.h"
#include "ui/shell/choice_box.h"
#include "ui/shell/error_text.h"
#include "ui/shell/flow_layout.h"
#include "ui/shell/format.h"
#include "ui/shell/page.h"
#include "ui/shell/write_gate.h"
#include "ui/tiers/config_change.h"

#include <QComboBox>
#include <QGridLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeast = 1; ///< dollars
constexpr int kMost = 100;
constexpr int kUsual = 5;
constexpr std::int64_t kNano = 1'000'000'000;

} // namespace

LimitCard::LimitCard(Engine& engine, Page& page, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_page(page)
    , m_text(makeParagraph(this))
    , m_dollars(makeLabel(TextRole::Figure, this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_then(new ChoiceBox(this))
    , m_save(makeButton(ButtonKind::Plain, this))
    , m_problem(makeParagraph(this, Tone::Error))
{
    m_slider->setRange(kLeast, kMost);
    m_slider->setValue(kUsual);
    m_slider->setPageStep(5);
    m_then->addItem(QString(), u"block"_s);
    m_then->addItem(QString(), u"downgrade"_s);
    m_problem->hide();
    setWriting(*m_save);
    auto* line = new QHBoxLayout;
    line->addWidget(m_dollars);
    line->addWidget(m_slider, 1);
    auto* foot = new FlowLayout(FlowLayout::Side::Leading);
    foot->addWidget(m_then);
    foot->addWidget(m_save);
    body()->addWidget(m_text);
    body()->addLayout(line);
    body()->addLayout(foot);
    body()->addWidget(m_problem);
    offerAsActions({ m_save });
    connect(m_slider, &QSlider::valueChanged, this, &LimitCard::showDollars);
    connect(m_save, &QPushButton::clicked, this, &LimitCard::save);
}

void LimitCard::retranslate()
{
    m_text->setText(tr(
        "No day costs more than this, whatever the applications do. Requests in flight count with what they may cost "
        "at most. The sandbox has a ceiling of its own."));
    m_slider->setAccessibleName(tr("Ceiling of a day in dollars"));
    m_then->setAccessibleName(tr("At the ceiling"));
    m_then->setItemText(0, tr("then refuse what costs money"));
    m_then->setItemText(1, tr("then use a cheaper tier that fits"));
    m_save->setText(tr("Set the ceiling"));
    showDollars();
    refresh();
}

const Ceiling* LimitCard::ceiling() const
{
    const auto config = m_engine.config();
    if (config == nullptr)
        return nullptr;
    const auto found = std::ranges::find_if(
        config->ceilings, [](const Ceiling& each) { return each.scope == "global" && each.window == Window::Day; });
    return found == config->ceilings.end() ? nullptr : &*found;
}

void LimitCard::showDollars()
{
    //: %1 is an amount of dollars
    m_dollars->setText(tr("%1 a day").arg(moneyText(Money::fromNano(m_slider->value() * kNano))));
    m_slider->setAccessibleDescription(m_dollars->text());
}

void LimitCard::refresh()
{
    const Ceiling* inForce = ceiling();
    setRemark(inForce == nullptr ? QString() : u"✓ "_s + tr("%1 a day").arg(moneyText(inForce->limit)));
    const auto config = m_engine.config();
    if (config == nullptr || config->text == m_shown)
        return;
    m_shown = config->text;
    if (inForce == nullptr)
        return;
    m_slider->setValue(int(std::clamp<std::int64_t>(inForce->limit.nano() / kNano, kLeast, kMost)));
    m_then->setCurrentIndex(inForce->atLimit == AtLimit::Downgrade ? 1 : 0);
}

void LimitCard::save()
{
    const std::string text = m_engine.config()->text;
    CeilingEntry entry;
    const Ceiling* inForce = ceiling();
    if (inForce != nullptr) {
        if (const auto former = readCeiling(text, inForce->id))
            entry = *former;
    }
    entry.limit = std::to_string(m_slider->value()) + ".00";
    entry.atLimit = toStd(m_then->currentData().toString());
    const auto problems =
        applyEdit(m_engine, m_page, entry.id.empty() ? addCeiling(text, entry) : editCeiling(text, entry),
            //: %1 is an amount with "a day"
            tr("The ceiling is %1").arg(m_dollars->text()));
    m_problem->setText(otherProblems(problems, {}));
    m_problem->setVisible(!problems.empty());
    refresh();
}

} // namespace signalbox::ui
