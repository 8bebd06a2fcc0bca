// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/file_card.h"

#include "ui/rules/diff_table.h"
#include "ui/settings/settings_edit.h"
#include "ui/shell/button_action.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/write_gate.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QPushButton>
#include <QUrl>

namespace signalbox::ui {

namespace {

constexpr int kMostRows = 8;

} // namespace

FileCard::FileCard(Engine& engine, DeskFiles& files, const Theme& theme, Page& page, QWidget* parent)
    : Card(parent)
    , m_engine(engine)
    , m_page(page)
    , m_watch(engine, files)
    , m_paths(makeParagraph(this, Tone::Normal))
    , m_openFile(makeButton(ButtonKind::Plain, this))
    , m_openFolder(makeButton(ButtonKind::Plain, this))
    , m_news(makeParagraph(this, Tone::Info))
    , m_changes(new DiffTable(theme, this))
    , m_back(makeButton(ButtonKind::Plain, this))
    , m_fine(makeButton(ButtonKind::Quiet, this))
{
    auto* ways = new QHBoxLayout;
    ways->addWidget(m_openFile);
    ways->addWidget(m_openFolder);
    ways->addStretch(1);
    auto* remedies = new QHBoxLayout;
    remedies->addWidget(m_back);
    remedies->addWidget(m_fine);
    remedies->addStretch(1);
    m_paths->setTextInteractionFlags(Qt::TextSelectableByMouse);
    body()->addWidget(m_paths);
    body()->addLayout(ways);
    body()->addWidget(m_news);
    body()->addWidget(m_changes);
    body()->addLayout(remedies);
    m_changes->fitRows(kMostRows);
    offerAsActions({ m_openFile, m_openFolder, m_back, m_fine });
    setWriting(*m_back);
    connect(m_openFile, &QPushButton::clicked, this, [this] { openPath(toQString(m_engine.status().configPath)); });
    connect(m_openFolder, &QPushButton::clicked, this, [this] { openPath(toQString(m_engine.status().dataDir)); });
    connect(m_back, &QPushButton::clicked, this, &FileCard::takeBack);
    connect(m_fine, &QPushButton::clicked, this, &FileCard::looked);
    connect(&m_watch, &ConfigWatch::takenOver, this, &FileCard::showTakenOver);
    connect(&m_watch, &ConfigWatch::refused, this, [this](const QString& why) {
        m_refused = why;
        sayTakenOver();
        Q_EMIT m_page.notice(
            { tr("The configuration file was changed outside and can't be used: %1").arg(why), {}, {} });
    });
    retranslate();
}

void FileCard::retranslate()
{
    setTitle(tr("Files"));
    const QString config = toQString(m_engine.status().configPath);
    const QString none = tr("none: the program was started without one");
    //: %1 and %2 are paths
    m_paths->setText(
        tr("Configuration: %1\nData: %2").arg(config.isEmpty() ? none : config, toQString(m_engine.status().dataDir)));
    m_openFile->setText(tr("Open configuration file"));
    m_openFile->setEnabled(!config.isEmpty());
    m_openFolder->setText(tr("Open data folder"));
    m_back->setText(tr("Take it back"));
    m_fine->setText(tr("It is fine"));
    m_changes->retranslate();
    sayTakenOver();
}

void FileCard::openPath(const QString& path)
{
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
        Q_EMIT m_page.notice({ tr("No program opened it. It is here: %1").arg(path), {}, {} });
}

void FileCard::showTakenOver(const std::shared_ptr<const Config>& former)
{
    if (m_former == nullptr) // several changes are taken back as one
        m_former = former;
    m_refused.clear();
    sayTakenOver();
    if (!visibleRegion().isEmpty())
        return; // it is said here, and a notice would lie over the buttons
    Q_EMIT m_page.notice({ tr("The configuration file was changed outside and taken over"), tr("Show"), [this] {
                              Q_EMIT m_page.navigate({ m_page.id(), {}, {} });
                          } });
}

void FileCard::sayTakenOver()
{
    const bool refused = !m_refused.isEmpty();
    const bool news = m_former != nullptr;
    if (news) {
        const std::vector<DiffLine> lines = allDifferences(m_former, m_engine.config());
        m_changes->show(lines);
        m_news->setText(tr("The file was changed outside; %n change(s) were taken over.", nullptr, int(lines.size())));
    }
    if (refused)
        //: %1 says what is wrong and where
        m_news->setText(
            tr("The file was changed outside and can't be used: %1 What was in force stays.").arg(m_refused));
    setTone(*m_news, refused ? Tone::Error : Tone::Info);
    m_news->setVisible(news || refused);
    m_changes->setVisible(news && !refused);
    m_back->setVisible(news);
    m_fine->setVisible(news);
}

void FileCard::looked()
{
    m_former.reset();
    sayTakenOver();
}

void FileCard::takeBack()
{
    if (m_former == nullptr)
        return;
    const std::string theirs = m_engine.config()->text;
    const ConfigRead read = m_engine.apply(m_former->text, { "undo-file", {} });
    if (read.config == nullptr)
        return;
    m_former.reset();
    sayTakenOver();
    Q_EMIT m_page.notice(
        { tr("The change from outside was taken back"), tr("Undo"), [this, theirs] { (void)m_engine.apply(theirs); } });
}

} // namespace signalbox::ui
