// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/settings_page.h"

#include "ui/settings/file_card.h"
#include "ui/settings/proxy_card.h"
#include "ui/settings/redaction_card.h"
#include "ui/settings/safety_card.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {

constexpr int kMargin = 16;

} // namespace

SettingsPage::SettingsPage(const GeneralCard::Surroundings& around, QWidget* parent)
    : Page(parent)
    , m_header(new SectionHeader(this))
    , m_general(new GeneralCard(around, *this, this))
    , m_proxy(new ProxyCard(around.engine, around.theme, *this, this))
    , m_storage(new StorageCard(around.engine, around.files, around.theme, *this, this))
    , m_redaction(new RedactionCard(around.engine, *this, this))
    , m_safety(new SafetyCard(around.files, around.theme, *this, this))
    , m_files(new FileCard(around.engine, around.files, around.theme, *this, this))
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, kMargin);
    column->setSpacing(Theme::kSpace + 4);
    for (QWidget* card :
        std::initializer_list<QWidget*> { m_general, m_proxy, m_storage, m_redaction, m_safety, m_files })
        column->addWidget(card);
    column->addStretch(1);
    auto* page = new QVBoxLayout(this);
    page->setContentsMargins(kMargin, kMargin, kMargin, 0);
    page->addWidget(m_header);
    page->addWidget(makePageScroll(content, this), 1);
    connect(m_safety, &SafetyCard::restoreWanted, this, &SettingsPage::restoreWanted);
    connect(m_general, &GeneralCard::startServiceWanted, this, &SettingsPage::startServiceWanted);
    retranslate();
}

void SettingsPage::retranslate()
{
    m_header->setTitle(title());
    m_header->setRemark(tr("Changes take effect at once."));
    m_general->retranslate();
    m_proxy->retranslate();
    m_storage->retranslate();
    m_redaction->retranslate();
    m_safety->retranslate();
    m_files->retranslate();
}

void SettingsPage::shown()
{
    m_general->refresh();
    m_proxy->refresh();
    m_storage->ask();
    m_redaction->refresh();
}

} // namespace signalbox::ui
