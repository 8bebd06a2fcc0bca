// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class QVBoxLayout;

namespace signalbox::ui {

class Card;
class NewKeyPanel;
class SectionHeader;

/// "Connect an application": the address, a key, a program to paste, a try with the sandbox, then a provider's key and
/// the ceiling. Works with no key and no network. GUI thread; engine and theme outlive the page.
class FirstRunPage final : public Page {
    Q_OBJECT

public:
    FirstRunPage(Engine& engine, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QString id() const override { return QStringLiteral("first_run"); }
    [[nodiscard]] QString title() const override { return tr("Connect"); }
    [[nodiscard]] QString iconName() const override { return QStringLiteral("welcome"); }
    void shown() override;
    void hidden() override;
    void retranslate() override;
    [[nodiscard]] QTabWidget* snippetTabs() const { return m_tabs; }

private:
    struct Step {
        Card* card = nullptr;
        QLabel* text = nullptr;
        QPushButton* action = nullptr;
    };
    [[nodiscard]] Step addStep(QVBoxLayout& column);
    void buildAddress(QVBoxLayout& column);
    void connectParts();
    void refresh();
    void fitHeights();
    void updateSnippets();
    void useKey(const QString& key);
    void updateSteps();
    void updateProviderStep();
    void copySnippet();
    void setStep(const Step& step, int number, const QString& title, const QString& done);

    Engine& m_engine;
    const Theme& m_theme;
    SectionHeader* m_header;
    QWidget* m_content = nullptr;
    Card* m_address;
    QLabel* m_addressText;
    QLabel* m_url;
    QPushButton* m_copyUrl;
    QPushButton* m_createKey;
    NewKeyPanel* m_newKey;
    QTabWidget* m_tabs;
    QPushButton* m_copySnippet;
    Step m_try;
    Step m_provider;
    Step m_ceiling;
    QString m_key; ///< while it is shown
    QString m_shownUrl;
    bool m_shown = false;
};

} // namespace signalbox::ui
