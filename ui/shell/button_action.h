// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>
#include <QPushButton>

namespace signalbox::ui {

/// A button of a page as an action, for the page's menu and the command palette: to trigger it is to press the button.
/// Its text (what the button is called where that says more) and whether it can be used follow the button, which owns
/// it. GUI thread.
class ButtonAction final : public QAction {
    Q_OBJECT

public:
    explicit ButtonAction(QPushButton& button);
    void follow(); ///< the button's text may have changed

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QPushButton& m_button;
};

void offerAsActions(const QList<QPushButton*>& buttons);
/// Those of all buttons within a page that were offered, in no particular order but always the same.
[[nodiscard]] QList<QAction*> buttonActions(const QWidget& page);

} // namespace signalbox::ui
