// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_window.h"

#include "ui/shell/part_splitter.h"
#include "ui/shell/widgets.h"

#include <QDesktopServices>
#include <QFile>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QShortcut>
#include <QSignalBlocker>
#include <QTextBrowser>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString kRoot = u"qrc:/docs/help/"_s;
const QString kFirst = u"index"_s;

QString language()
{
    return QLocale().language() == QLocale::German ? u"de"_s : u"en"_s;
}

QString textOf(const QString& topic, const QString& language)
{
    QFile file(HelpWindow::fileOf(topic, language));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The headline of a topic.
QString titleOf(const QString& topic)
{
    return textOf(topic, language()).section(u'\n', 0, 0).remove(0, 1).trimmed();
}

} // namespace

QString HelpWindow::topicOf(const QString& page)
{
    QString topic = page;
    topic.replace(u'_', u'-');
    return topics().contains(topic) ? topic : kFirst;
}

QStringList HelpWindow::topics()
{
    return { kFirst, u"first-run"_s, u"live"_s, u"requests"_s, u"rules"_s, u"tiers"_s, u"prices"_s, u"keys"_s,
        u"budgets"_s, u"alerts"_s, u"settings"_s, u"tasks"_s };
}

QString HelpWindow::fileOf(const QString& topic, const QString& language)
{
    return u":/docs/help/"_s + (language == u"de"_s ? u"de/"_s : QString()) + topic + u".md"_s;
}

HelpWindow::HelpWindow(const Theme& theme, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_theme(theme)
    , m_back(makeIconButton(theme, u"chevron-left"_s, this))
    , m_forward(makeIconButton(theme, u"chevron-right"_s, this))
    , m_search(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_browser(new QTextBrowser(this))
{
    build();
    connect(m_back, &QToolButton::clicked, m_browser, &QTextBrowser::backward);
    connect(m_forward, &QToolButton::clicked, m_browser, &QTextBrowser::forward);
    connect(m_browser, &QTextBrowser::backwardAvailable, m_back, &QToolButton::setEnabled);
    connect(m_browser, &QTextBrowser::forwardAvailable, m_forward, &QToolButton::setEnabled);
    connect(m_browser, &QTextBrowser::sourceChanged, this, &HelpWindow::markCurrent);
    connect(m_browser, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::fillList);
    connect(m_search, &QLineEdit::returnPressed, this, &HelpWindow::findNext);
    connect(m_list, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item != nullptr)
            showTopic(item->data(Qt::UserRole).toString());
    });
    const auto shortcut = [this](const QKeySequence& keys, auto&& act) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, act);
    };
    shortcut(QKeySequence(u"Alt+Left"_s), [this] { m_browser->backward(); });
    shortcut(QKeySequence(u"Alt+Right"_s), [this] { m_browser->forward(); });
    shortcut(QKeySequence(QKeySequence::Find), [this] { m_search->setFocus(Qt::ShortcutFocusReason); });
    shortcut(QKeySequence(u"F3"_s), [this] { findNext(); });
    retranslate();
}

void HelpWindow::build()
{
    m_browser->setOpenLinks(false);
    m_browser->setFrameShape(QFrame::NoFrame);
    m_list->setProperty("framed", true);
    m_back->setEnabled(false);
    m_forward->setEnabled(false);
    auto* line = new QHBoxLayout;
    line->addWidget(m_back);
    line->addWidget(m_forward);
    line->addWidget(m_search, 1);
    auto* parts = new PartSplitter(this);
    parts->addWidget(m_list);
    parts->addWidget(m_browser);
    parts->setStretchFactor(1, 1);
    m_list->setMinimumWidth(m_theme.scaled(190));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->addLayout(line);
    column->addWidget(parts, 1);
    resize(m_theme.scaled(900), m_theme.scaled(640));
}

void HelpWindow::retranslate()
{
    setWindowTitle(tr("Signalbox help"));
    setAccessibleName(windowTitle());
    nameButton(*m_back, tr("Back (Alt+Left)"));
    nameButton(*m_forward, tr("Forward (Alt+Right)"));
    m_search->setPlaceholderText(tr("Search the help; Enter goes to the next place"));
    m_search->setAccessibleName(tr("Search the help"));
    m_list->setAccessibleName(tr("Help topics"));
    m_browser->setAccessibleName(tr("Help text"));
    fillList();
}

void HelpWindow::showPage(const QString& page)
{
    m_search->clear();
    showTopic(topicOf(page));
    show();
    raise();
    activateWindow();
    m_browser->setFocus();
}

// With a search: the topics that have all its words.
void HelpWindow::fillList()
{
    const QSignalBlocker quiet(m_list);
    const QStringList words = m_search->text().split(u' ', Qt::SkipEmptyParts);
    m_list->clear();
    for (const QString& each : topics()) {
        const QString text = textOf(each, language());
        const bool fits = std::all_of(
            words.begin(), words.end(), [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
        if (!fits)
            continue;
        auto* item = new QListWidgetItem(titleOf(each), m_list);
        item->setData(Qt::UserRole, each);
    }
    markCurrent();
}

void HelpWindow::showTopic(const QString& topic)
{
    const QUrl url(kRoot + (language() == u"de"_s ? u"de/"_s : QString()) + topic + u".md"_s);
    if (m_browser->source() != url)
        m_browser->setSource(url, QTextDocument::MarkdownResource);
}

QString HelpWindow::topic() const
{
    const QString path = m_browser->source().path();
    return path.startsWith(u"/docs/help/"_s) ? path.section(u'/', -1).chopped(3) : QString();
}

void HelpWindow::markCurrent()
{
    const QSignalBlocker quiet(m_list);
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(Qt::UserRole).toString() == topic())
            m_list->setCurrentRow(row);
    }
}

void HelpWindow::follow(const QUrl& link)
{
    const QUrl url = m_browser->source().resolved(link);
    if (url.scheme() != u"qrc"_s)
        QDesktopServices::openUrl(url);
    else if (QFile::exists(u':' + url.path()))
        m_browser->setSource(url, QTextDocument::MarkdownResource);
}

// Within what is shown; at its end on with the next topic that has the words.
void HelpWindow::findNext()
{
    const QString wanted = m_search->text().trimmed();
    if (wanted.isEmpty() || m_list->count() == 0)
        return;
    if (m_list->currentRow() < 0)
        m_list->setCurrentRow(0);
    if (m_browser->find(wanted))
        return;
    m_list->setCurrentRow((m_list->currentRow() + 1) % m_list->count());
    m_browser->moveCursor(QTextCursor::Start);
    m_browser->find(wanted);
}

void HelpWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        const QString shown = topic();
        retranslate();
        if (!shown.isEmpty())
            showTopic(shown);
    }
    QWidget::changeEvent(event);
}

void HelpWindow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace signalbox::ui
