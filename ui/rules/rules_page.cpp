// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/rules_page.h"

#include "ui/rules/hit_bar_delegate.h"
#include "ui/rules/rules_model.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/table.h"
#include "ui/shell/widgets.h"

#include <QAction>
#include <QDateTime>
#include <QDesktopServices>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QUrl>
#include <QVBoxLayout>

#include <array>
#include <chrono>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMargin = 16;
constexpr std::array kColumnWidths { 40, 56, 190, 300, 222, 92, 92 };
constexpr WallUs kDayUs = 86'400'000'000;
constexpr std::chrono::seconds kHitsEvery { 10 };

WallUs wallNow()
{
    return QDateTime::currentMSecsSinceEpoch() * 1000;
}

} // namespace

RulesPage::RulesPage(Engine& engine, const Theme& theme, QWidget* parent)
    : Page(parent)
    , m_engine(engine)
    , m_theme(theme)
    , m_model(new RulesModel(theme, this))
    , m_header(new SectionHeader(this))
    , m_open(makeButton(ButtonKind::Plain, m_header))
    , m_again(makeButton(ButtonKind::Plain, m_header))
    , m_note(makeParagraph(this))
    , m_problems(makeParagraph(this, Tone::Error))
    , m_openAction(new QAction(this))
    , m_againAction(new QAction(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    column->setSpacing(Theme::kSpace);
    column->addWidget(m_header);
    column->addWidget(m_problems);
    buildTable();
    column->addWidget(m_note);
    m_header->addAction(m_open);
    m_header->addAction(m_again);
    m_problems->hide();
    m_hits.setInterval(kHitsEvery);
    connect(&m_hits, &QTimer::timeout, this, &RulesPage::readHits);
    connect(m_open, &QPushButton::clicked, m_openAction, &QAction::trigger);
    connect(m_again, &QPushButton::clicked, m_againAction, &QAction::trigger);
    connect(m_openAction, &QAction::triggered, this, &RulesPage::openFile);
    connect(m_againAction, &QAction::triggered, this, &RulesPage::readFileAgain);
    connect(&m_engine, &Engine::configChanged, this, &RulesPage::configChanged);
    configChanged();
    retranslate();
}

void RulesPage::buildTable()
{
    auto* card = new Card(this);
    card->body()->setContentsMargins(1, 1, 1, 1);
    m_table = makeTable(m_theme, Theme::kRuleRowHeight, card);
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(RulesModel::Hits, new HitBarDelegate(m_theme, m_table));
    setColumnWidths(*m_table, m_theme, kColumnWidths);
    m_table->horizontalHeader()->setSectionResizeMode(RulesModel::When, QHeaderView::Stretch);
    card->body()->addWidget(m_table);
    layout()->addWidget(card);
    static_cast<QVBoxLayout*>(layout())->setStretchFactor(card, 1);
    connect(m_table, &QTableView::activated, this, &RulesPage::showRequests);
}

void RulesPage::retranslate()
{
    m_header->setTitle(title());
    m_openAction->setText(tr("Open configuration file"));
    m_againAction->setText(tr("Read it again"));
    m_open->setText(m_openAction->text());
    m_again->setText(m_againAction->text());
    m_again->setToolTip(tr("Checks the configuration file and applies it"));
    m_table->setAccessibleName(tr("Rules, in the order in which they are asked"));
    m_model->retranslate();
    setColumnWidths(*m_table, m_theme, kColumnWidths);
    updateTexts();
}

void RulesPage::updateTexts()
{
    const Proxy::Status& status = m_engine.status();
    const QString at = momentText(status.rulesAppliedAt, wallNow());
    QString remark = tr("First match wins.");
    if (status.rulesVersion > 0)
        //: %1 number of the applied rule set, %2 time of day
        remark = tr("First match wins. Version %1, applied %2.").arg(QString::number(status.rulesVersion), at);
    else if (status.rulesAppliedAt > 0)
        //: %1 time of day
        remark = tr("First match wins. Applied %1.").arg(at);
    m_header->setRemark(remark);
    const bool file = !status.configPath.empty();
    m_open->setVisible(file);
    m_again->setVisible(file);
    m_openAction->setEnabled(file);
    m_againAction->setEnabled(file);
    m_note->setText(file
            ? tr("Rules are edited in the configuration file for now: %1").arg(toQString(status.configPath))
            : tr("These are built-in rules: the program was started without a configuration file."));
}

void RulesPage::configChanged()
{
    m_model->setConfig(m_engine.config(), m_engine.status().configProblems);
    updateTexts();
    if (m_hits.isActive())
        readHits();
}

void RulesPage::shown()
{
    m_hits.start();
    readHits();
    updateTexts();
}

void RulesPage::hidden()
{
    m_hits.stop();
}

void RulesPage::readHits()
{
    const WallUs now = wallNow();
    m_engine.fetchRuleHits(now - kDayUs, this, [this, now](Result<std::vector<RequestLog::RuleHits>> hits) {
        if (hits)
            m_model->setHits(*hits, now);
    });
}

void RulesPage::open(const PageTarget& target)
{
    const int row = m_model->rowOf(toStd(target.item));
    if (row < 0)
        return;
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0));
    m_table->setFocus();
}

QList<QAction*> RulesPage::menuActions() const
{
    return { m_openAction, m_againAction };
}

void RulesPage::openFile()
{
    const QString path = toQString(m_engine.status().configPath);
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        Q_EMIT notice({ tr("No program opened the file. It is here: %1").arg(path), {}, {} });
}

void RulesPage::readFileAgain()
{
    const Result<std::string> text = readTextFile(m_engine.status().configPath);
    if (!text) {
        m_problems->setText(errorText(text.error()));
        m_problems->show();
        return;
    }
    const std::string former = m_engine.config()->text;
    const ConfigRead read = m_engine.apply(*text);
    QStringList sentences;
    for (const ConfigProblem& problem : read.problems) {
        if (!problem.warning)
            sentences.append(problemText(problem));
    }
    m_problems->setText(sentences.join(u'\n'));
    m_problems->setVisible(read.config == nullptr);
    if (read.config != nullptr)
        Q_EMIT notice(
            { m_engine.status().rulesVersion > 0 ? tr("Version %1 applied").arg(m_engine.status().rulesVersion)
                                                 : tr("Rules applied"),
                tr("Undo"), [this, former] { (void)m_engine.apply(former); } });
}

void RulesPage::showRequests(const QModelIndex& index)
{
    const Rule* rule = m_model->rule(index.row());
    if (rule == nullptr)
        return;
    PageTarget target { u"requests"_s, {}, {} };
    target.filter.ruleId = rule->id;
    Q_EMIT navigate(target);
}

} // namespace signalbox::ui
