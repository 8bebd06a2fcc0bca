// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/rules/sheet.h"

#include "ui/shell/theme.h"
#include "ui/shell/widgets.h"

#include <QAction>
#include <QKeyEvent>
#include <QPushButton>
#include <QVBoxLayout>

namespace signalbox::ui {

namespace {

constexpr int kLeastWidth = 480; ///< the widest of all sheets must not say how narrow the window can be

} // namespace

Sheet::Sheet(QWidget* parent)
    : QWidget(parent)
    , m_header(new SectionHeader(this))
    , m_back(makeButton(ButtonKind::Plain, m_header))
    , m_body(new QVBoxLayout(this))
{
    setMinimumWidth(kLeastWidth);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(Theme::kSpace);
    m_header->addAction(m_back);
    m_body->addWidget(m_header);
    connect(m_back, &QPushButton::clicked, this, &Sheet::closed);
}

void Sheet::addWay(QAction* action)
{
    QPushButton* button = makeButton(ButtonKind::Plain, m_header);
    m_header->addAction(button);
    const auto name = [button, action] { button->setText(action->text()); };
    name();
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, button, name);
}

void Sheet::retranslate()
{
    //: a button: from a sheet to the list of rules
    m_back->setText(tr("Back"));
}

void Sheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace signalbox::ui
