// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/budgets/ceiling_card.h"

#include "ui/budgets/usage_bar.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

CeilingCard::CeilingCard(const Theme& theme, const Ceiling& ceiling, QWidget* parent)
    : Card(parent)
    , m_ceiling(ceiling)
    , m_bar(new UsageBar(theme, this))
    , m_figure(makeLabel(TextRole::Figure, this))
    , m_share(makeLabel(TextRole::Body, this, Tone::Muted))
    , m_parts(makeParagraph(this, Tone::Muted))
    , m_terms(makeParagraph(this, Tone::Muted))
    , m_edit(makeButton(ButtonKind::Plain, this))
    , m_editor(new QWidget(this))
    , m_problem(makeParagraph(this, Tone::Error))
{
    m_figure->setFont(theme.figures(TextRole::Figure));
    auto* figures = new QHBoxLayout;
    figures->setSpacing(Theme::kSpace);
    figures->addWidget(m_figure);
    figures->addWidget(m_share, 0, Qt::AlignBottom);
    figures->addStretch();
    figures->addWidget(m_edit);
    body()->addLayout(figures);
    body()->addWidget(m_bar);
    body()->addWidget(m_parts);
    body()->addWidget(m_terms);
    buildEditor();
    body()->addWidget(m_editor);
    body()->addWidget(m_problem);
    m_problem->hide();
    connect(m_edit, &QPushButton::clicked, this, &CeilingCard::startEditing);
}

void CeilingCard::buildEditor()
{
    m_label = makeLabel(TextRole::Body, m_editor);
    m_limit = new QLineEdit(m_editor);
    m_limit->setMaxLength(24);
    m_limit->setMaximumWidth(140);
    m_limit->installEventFilter(this);
    m_label->setBuddy(m_limit);
    m_save = makeButton(ButtonKind::Primary, m_editor);
    m_cancel = makeButton(ButtonKind::Plain, m_editor);
    auto* row = new QHBoxLayout(m_editor);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_label);
    row->addWidget(m_limit);
    row->addWidget(m_save);
    row->addWidget(m_cancel);
    row->addStretch();
    m_editor->hide();
    connect(m_limit, &QLineEdit::returnPressed, this, &CeilingCard::save);
    connect(m_limit, &QLineEdit::textEdited, this, [this] { setProblem({}); });
    connect(m_save, &QPushButton::clicked, this, &CeilingCard::save);
    connect(m_cancel, &QPushButton::clicked, this, &CeilingCard::stopEditing);
}

void CeilingCard::setCeiling(const Ceiling& ceiling, const QString& name, const QString& resetsAt)
{
    m_ceiling = ceiling;
    m_name = name;
    m_resetsAt = resetsAt;
    updateTexts();
}

void CeilingCard::setBalance(const Balance& balance)
{
    m_balance = balance;
    updateTexts();
}

QString CeilingCard::shareText() const
{
    switch (m_ceiling.window) {
    case Window::Hour:
        //: follows the amount used this hour: %1 the ceiling, %2 a percentage
        return tr("of %1 this hour · %2");
    case Window::Day:
        break;
    case Window::Week:
        //: follows the amount used this week: %1 the ceiling, %2 a percentage
        return tr("of %1 this week · %2");
    case Window::Month:
        //: follows the amount used this month: %1 the ceiling, %2 a percentage
        return tr("of %1 this month · %2");
    }
    //: follows the amount used today: %1 the ceiling, %2 a percentage
    return tr("of %1 today · %2");
}

QString CeilingCard::limitText() const
{
    switch (m_ceiling.window) {
    case Window::Hour:
        return tr("Limit in dollars an hour:");
    case Window::Day:
        break;
    case Window::Week:
        return tr("Limit in dollars a week:");
    case Window::Month:
        return tr("Limit in dollars a month:");
    }
    return tr("Limit in dollars a day:");
}

void CeilingCard::updateTexts()
{
    setTitle(m_name);
    //: when a day's ceiling begins anew; %1 is a time of day
    setRemark(tr("resets at %1").arg(m_resetsAt));
    m_bar->setUsage(m_ceiling, m_balance);
    m_figure->setText(moneyText(m_balance.used()));
    const double share = shareOf(m_balance.used(), m_ceiling.limit);
    m_share->setText(shareText().arg(moneyText(m_ceiling.limit), percentText(share, 0)));
    const Money left = std::max(Money(), m_ceiling.limit - m_balance.used());
    QStringList parts { tr("%1 settled (solid)").arg(moneyText(m_balance.settled)),
        tr("%1 reserved (hatched)").arg(moneyText(m_balance.pending)),
        //: sent to a provider, but no status came back
        tr("%1 uncertain (crossed)").arg(moneyText(m_balance.uncertain)), tr("%1 left").arg(moneyText(left)) };
    if (m_balance.refused > 0)
        parts.append(tr("%Ln request(s) refused", nullptr, int(m_balance.refused)));
    if (m_balance.clamped > 0)
        parts.append(tr("%Ln answer(s) shortened", nullptr, int(m_balance.clamped)));
    m_parts->setText(parts.join(u" · "_s));
    m_bar->setAccessibleName(tr("Use of the ceiling “%1”").arg(m_name));
    m_bar->setAccessibleDescription(m_figure->text() % u' ' % m_share->text() % u". " % m_parts->text());
    QStringList alerts;
    for (const double at : m_ceiling.alertAt)
        alerts.append(percentText(at, 0));
    QString terms = m_ceiling.atLimit == AtLimit::Block ? tr("At the limit: requests are refused until the reset.")
                                                        : tr("At the limit: requests go to a cheaper tier.");
    if (!alerts.isEmpty())
        //: %1 is a list of percentages of a ceiling
        terms += u' ' + tr("Alerts at %1.").arg(alerts.join(u", "_s));
    if (isSimulated())
        terms += u' ' + tr("Simulated traffic only: never counted as money.");
    m_terms->setText(terms);
    m_edit->setText(tr("Change limit"));
    m_edit->setAccessibleName(tr("Change the limit of “%1”").arg(m_name));
    m_label->setText(limitText());
    m_limit->setAccessibleName(m_label->text());
    m_cancel->setText(tr("Cancel"));
}

void CeilingCard::startEditing()
{
    setProblem({});
    m_limit->setText(toQString(m_ceiling.limit.dollars()));
    m_limit->selectAll();
    m_editor->show();
    m_edit->hide();
    m_limit->setFocus();
    m_save->setText(tr("Save"));
}

void CeilingCard::stopEditing()
{
    setProblem({});
    m_editor->hide();
    m_edit->show();
}

void CeilingCard::setProblem(const QString& problem)
{
    setTone(*m_problem, Tone::Error);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_limit->setAccessibleDescription(problem);
    m_save->setProperty("confirmed", {});
    m_save->setText(tr("Save"));
}

void CeilingCard::ask(const QString& question)
{
    setTone(*m_problem, Tone::Warning);
    m_problem->setText(question);
    m_problem->show();
    m_save->setText(tr("Raise it"));
    m_save->setProperty("confirmed", true);
}

void CeilingCard::save()
{
    const QString typed = m_limit->text().trimmed();
    const Result<Money> limit = Money::fromDollars(toStd(typed));
    if (!limit) {
        setProblem(errorSentence(limit.error()));
        return;
    }
    const bool confirmed = m_save->property("confirmed").toBool();
    if (*limit > m_ceiling.limit && !isSimulated() && !confirmed) {
        //: asked before a ceiling is raised: %1 and %2 are amounts
        ask(tr("Raise the ceiling from %1 to %2 a day?").arg(moneyText(m_ceiling.limit), moneyText(*limit)));
        return;
    }
    Q_EMIT limitWanted(toQString(m_ceiling.id), typed);
}

bool CeilingCard::eventFilter(QObject* watched, QEvent* event)
{
    const bool escape = event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape;
    if (watched != m_limit || !escape)
        return Card::eventFilter(watched, event);
    stopEditing();
    m_edit->setFocus();
    return true;
}

} // namespace signalbox::ui
