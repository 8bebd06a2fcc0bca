// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace signalbox::ui {

/// On the application: the wheel scrolls the page, it never changes a closed choice or a number that lies under the
/// pointer on the way. The list of an opened choice scrolls as ever.
class QuietWheel final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace signalbox::ui
