// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/fake_proxy.h"
#include "tests/ui/find_control.h"
#include "ui/rules/rules_model.h"
#include "ui/rules/rules_page.h"
#include "ui/rules/rules_view.h"

#include <QApplication>
#include <QComboBox>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

namespace signalbox::testing {

/// The rules page on a proxy of the tests', with a configuration file and a data folder of its own, and hands that type
/// and click.
struct RulesDesk {
    QTemporaryDir dir;
    std::unique_ptr<Proxy> proxy = fake::startProxy();
    fake::State& state = fake::stateOf(*proxy);
    ui::Theme theme { *qApp };
    std::unique_ptr<ui::Engine> engine;
    std::unique_ptr<ui::RulesPage> page;
    std::vector<ui::Notice> notices;

    explicit RulesDesk(const std::string& config = {})
    {
        if (!config.empty())
            state.config = readConfig(config, PriceBook::builtIn()).config;
        Q_ASSERT(state.config != nullptr);
        state.status.rulesVersion = 14;
        ConfigVersion first;
        first.number = 14;
        first.origin = "start";
        first.text = state.config->text;
        state.versions.push_back(first);
        state.status.dataDir = dir.path().toStdString();
        state.status.configPath = dir.filePath(QStringLiteral("signalbox.json")).toStdString();
        write(state.config->text);
        open();
    }
    void open()
    {
        page.reset();
        engine = std::make_unique<ui::Engine>(*proxy);
        page = std::make_unique<ui::RulesPage>(*engine, theme);
        QObject::connect(
            page.get(), &ui::Page::notice, page.get(), [this](const ui::Notice& notice) { notices.push_back(notice); });
        page->resize(1100, 700);
        page->show();
        page->shown();
    }
    void write(const std::string& text) const
    {
        QFile file(QString::fromStdString(state.status.configPath));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.data(), qint64(text.size()));
    }
    /// Makes the page the active window with the list focused: keys go where a user's would.
    [[nodiscard]] bool activate() const
    {
        page->activateWindow();
        view().setFocus();
        return QTest::qWaitForWindowActive(page.get());
    }
    [[nodiscard]] ui::RulesView& view() const { return *page->findChild<ui::RulesView*>(); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return view().model()->index(row, column).data().toString();
    }
    [[nodiscard]] QStringList column(int column) const
    {
        QStringList cells;
        for (int row = 0; row < view().model()->rowCount(); ++row)
            cells.append(cell(row, column));
        return cells;
    }
    void key(Qt::Key which, Qt::KeyboardModifiers with = Qt::NoModifier) const
    {
        QTest::keyClick(QApplication::focusWidget(), which, with);
    }
    void tab(int times = 1) const
    {
        for (int at = 0; at < times; ++at)
            key(Qt::Key_Tab);
    }
    /// In a choice: what was typed in it before is no part of the word any more.
    void type(const QString& text) const
    {
        if (qobject_cast<QComboBox*>(QApplication::focusWidget()) != nullptr)
            QTest::qWait(QApplication::keyboardInputInterval() + 20);
        QTest::keyClicks(QApplication::focusWidget(), text);
    }
    /// Reviews the draft and applies it with a reason, which the gate wants where there is no traffic. False where the
    /// gate never asks.
    [[nodiscard]] bool applyDraft(const QString& reason = QStringLiteral("a test")) const
    {
        key(Qt::Key_S, Qt::ControlModifier);
        const auto line = [this] { return findLine(*page, QStringLiteral("Reason")); };
        if (!QTest::qWaitFor([&line] { return line() != nullptr; }))
            return false;
        QTest::keyClicks(line(), reason);
        QTest::keyClick(line(), Qt::Key_Return);
        return true;
    }
    [[nodiscard]] QString focusName() const
    {
        const QWidget* focused = QApplication::focusWidget();
        if (focused == nullptr)
            return {};
        const auto* button = qobject_cast<const QPushButton*>(focused);
        return focused->accessibleName().isEmpty() && button != nullptr ? button->text() : focused->accessibleName();
    }
    /// Presses Tab until the focus is on the part whose name begins like this.
    [[nodiscard]] bool tabTo(const QString& name, int most = 60) const
    {
        for (int at = 0; at < most && !focusName().startsWith(name); ++at)
            tab();
        if (!focusName().startsWith(name))
            qWarning("Tab does not lead to: %s", qPrintable(name));
        return focusName().startsWith(name);
    }
};

} // namespace signalbox::testing
