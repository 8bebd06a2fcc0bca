// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prices/list_source.h"

#include "core/tiers/price_history.h"
#include "ui/shell/format.h"
#include "ui/shell/sized_line.h"
#include "ui/shell/widgets.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>

namespace signalbox::ui {

namespace {

bool isAddress(const QString& source)
{
    return source.startsWith(QLatin1String("https://")) || source.startsWith(QLatin1String("http://"));
}

/// When nobody says when a list was made: a file's own date, today for what is fetched.
QString dateOf(const QString& source)
{
    const QDateTime made = isAddress(source) ? QDateTime::currentDateTime() : QFileInfo(source).lastModified();
    return (made.isValid() ? made : QDateTime::currentDateTime()).date().toString(Qt::ISODate);
}

} // namespace

ListSource::ListSource(QWidget* parent)
    : QWidget(parent)
    , m_source(new QLineEdit(this))
    , m_browse(makeButton(ButtonKind::Plain, this))
    , m_dateLabel(makeLabel(TextRole::Body, this))
    , m_date(new SizedLine(QStringLiteral("2026-08-01"), this))
    , m_read(makeButton(ButtonKind::Primary, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::kSpace);
    row->addWidget(m_source, 1);
    row->addWidget(m_browse);
    row->addWidget(m_dateLabel);
    row->addWidget(m_date);
    row->addWidget(m_read);
    m_date->setPlaceholderText(QStringLiteral("2026-08-01"));
    m_dateLabel->setBuddy(m_date);
    connect(m_browse, &QPushButton::clicked, this, &ListSource::browse);
    connect(m_read, &QPushButton::clicked, this, &ListSource::read);
    connect(m_source, &QLineEdit::returnPressed, this, &ListSource::read);
    connect(m_source, &QLineEdit::textChanged, m_read,
        [this](const QString& text) { m_read->setEnabled(!text.trimmed().isEmpty()); });
    m_read->setEnabled(false);
}

void ListSource::retranslate()
{
    m_source->setPlaceholderText(tr("File, folder of Portkey files, or https:// address"));
    m_source->setToolTip(m_source->placeholderText());
    m_date->setToolTip(m_date->placeholderText());
    m_source->setAccessibleName(tr("Price list to read"));
    m_browse->setText(tr("Browse…"));
    m_browse->setAccessibleName(tr("Choose a price list"));
    m_dateLabel->setText(tr("Made on"));
    m_date->setAccessibleName(tr("Day on which the list was made"));
    m_date->setToolTip(tr("Empty: the file's own date"));
}

void ListSource::setReadText(const QString& text)
{
    m_read->setText(text);
}

void ListSource::setBusy(Qt::CheckState busy)
{
    m_read->setEnabled(busy == Qt::Unchecked && !m_source->text().trimmed().isEmpty());
}

void ListSource::browse()
{
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Choose a price list"), QString(), tr("Price lists (*.json)"));
    if (!path.isEmpty())
        m_source->setText(path);
}

void ListSource::read()
{
    const QString source = m_source->text().trimmed();
    const QString given = m_date->text().trimmed();
    const bool good = given.isEmpty() || isDay(toStd(given));
    m_date->setProperty("invalid", !good);
    m_date->setAccessibleDescription(good ? QString() : tr("No such day: year-month-day, like 2026-08-01"));
    m_date->style()->unpolish(m_date);
    m_date->style()->polish(m_date);
    if (source.isEmpty() || !good)
        return;
    Q_EMIT readWanted(source, { toStd(given.isEmpty() ? dateOf(source) : given), {}, {} });
}

} // namespace signalbox::ui
