// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/safety_card.h"

#include "ui/shell/button_action.h"
#include "ui/shell/error_text.h"
#include "ui/shell/format.h"
#include "ui/shell/write_gate.h"

#include <QDate>
#include <QDir>
#include <QFileDialog>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

SafetyCard::SafetyCard(DeskFiles& files, const Theme& theme, Page& page, QWidget* parent)
    : Card(parent)
    , m_files(files)
    , m_page(page)
    , m_backUp(makeButton(ButtonKind::Plain, this))
    , m_restore(makeButton(ButtonKind::Plain, this))
    , m_setup(makeButton(ButtonKind::Plain, this))
    , m_diagnostics(makeButton(ButtonKind::Plain, this))
    , m_answer(makeParagraph(this, Tone::Normal))
{
    auto* rows = new SettingRows(theme, this);
    m_backUpRow = rows->add(m_backUp);
    m_restoreRow = rows->add(m_restore);
    m_setupRow = rows->add(m_setup);
    m_diagnosticsRow = rows->add(m_diagnostics);
    for (QPushButton* button : { m_backUp, m_restore, m_setup, m_diagnostics })
        button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    body()->addWidget(rows);
    body()->addWidget(m_answer);
    m_answer->hide();
    offerAsActions({ m_backUp, m_restore, m_setup, m_diagnostics });
    setWriting(*m_restore);
    connect(m_backUp, &QPushButton::clicked, this, &SafetyCard::askBackUp);
    connect(m_restore, &QPushButton::clicked, this, &SafetyCard::askRestore);
    connect(m_setup, &QPushButton::clicked, this, [this] { askExport(DeskFiles::Export::Setup); });
    connect(m_diagnostics, &QPushButton::clicked, this, [this] { askExport(DeskFiles::Export::Diagnostics); });
    retranslate();
}

void SafetyCard::retranslate()
{
    setTitle(tr("Backup and export"));
    m_backUpRow.setTexts(tr("Back up…"),
        tr("Ledger, log, alerts and configuration into a new folder, while requests go on. No secrets."));
    m_restoreRow.setTexts(tr("Restore…"),
        tr("Ends the program, puts a backup in the place of what is there, and starts it again. What was there is kept "
           "in the data folder."));
    m_setupRow.setTexts(tr("Export the set-up…"), tr("The configuration and the names of the keys, without secrets."));
    m_diagnosticsRow.setTexts(tr("Export diagnostics…"),
        tr("For whoever helps: how the program stands and what is wrong. No prompts, no answers, no keys."));
}

void SafetyCard::say(const QString& text, Tone tone)
{
    m_answer->setText(text);
    setTone(*m_answer, tone);
    m_answer->show();
}

void SafetyCard::askBackUp()
{
    const QString name = u"signalbox-"_s % QDate::currentDate().toString(Qt::ISODate);
    const QString folder = QFileDialog::getSaveFileName(this, tr("New folder of the backup"),
        QDir::home().filePath(name), {}, nullptr, QFileDialog::DontConfirmOverwrite);
    if (!folder.isEmpty())
        backUp(folder);
}

void SafetyCard::backUp(const QString& folder)
{
    m_backUp->setEnabled(false);
    say(tr("Backing up…"), Tone::Muted);
    m_files.backUp(folder, this, [this, folder](const Result<BackupSummary>& done) {
        m_backUp->setEnabled(true);
        if (!done)
            return say(errorText(done.error()), Tone::Error);
        //: %1 a path, %2 a size such as 12 MB, %3 a number
        say(u"✓ "_s
                % tr("Backed up into %1: %2, %3 ledger entries.")
                      .arg(folder, bytesText(done->bytes), countText(done->entries)),
            Tone::Ok);
    });
}

void SafetyCard::askRestore()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of the backup"), QDir::homePath());
    if (folder.isEmpty())
        return;
    if (!QFile::exists(folder % u"/manifest.json"_s))
        return say(tr("%1 is no backup: it has no manifest.").arg(folder), Tone::Error);
    Q_EMIT restoreWanted(folder);
}

void SafetyCard::askExport(DeskFiles::Export what)
{
    const QString name = what == DeskFiles::Export::Setup ? u"signalbox-setup.json"_s : u"signalbox-diagnostics.json"_s;
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export"), QDir::home().filePath(name), tr("JSON (*.json);;All files (*)"));
    if (!path.isEmpty())
        write(what, path);
}

void SafetyCard::write(DeskFiles::Export what, const QString& path)
{
    m_files.write(what, path, this, [this, path](const Result<bool>& done) {
        if (!done)
            return say(errorText(done.error()), Tone::Error);
        //: %1 is a path
        say(u"✓ "_s % tr("Written: %1").arg(path), Tone::Ok);
    });
}

} // namespace signalbox::ui
