// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/alerts/channel_editor.h"
#include "ui/bridge/engine.h"
#include "ui/shell/page.h"
#include "ui/shell/widgets.h"

#include <QPointer>

namespace signalbox::ui {

/// The ways out of the house: a line each with its state, Test, on and off, change and remove; one editor in place.
/// GUI thread; engine and page outlive the card.
class ChannelsCard final : public Card {
    Q_OBJECT

public:
    ChannelsCard(Engine& engine, Page& page, QWidget* parent = nullptr);
    void retranslate();
    /// After a change of the configuration.
    void rebuild();
    /// The states of the lines.
    void refresh();
    /// The form of a new one, instead of a form that is open.
    void add(ChannelEditor::Kind kind);
    void closeEditor();

private:
    struct Line {
        std::string id;
        QWidget* row = nullptr;
        QLabel* state = nullptr;
        QPushButton* test = nullptr;
    };
    [[nodiscard]] Line makeLine(const ChannelSettings& channel);
    void openEditor(ChannelEditor::Purpose purpose, ChannelEditor::Kind kind, const ChannelEntry& entry);
    void save(ChannelEditor::Purpose purpose);
    void apply(ChannelEditor::Purpose purpose, const ChannelEntry& entry);
    void test(const std::string& id);
    void change(const std::string& id);
    void remove(const std::string& id);
    void turn(const std::string& id, bool on);
    [[nodiscard]] QString stateOf(const ChannelSettings& channel, Tone& tone) const;
    [[nodiscard]] std::string text() const;

    Engine& m_engine;
    Page& m_page;
    QLabel* m_none;
    QVBoxLayout* m_lines;
    QPushButton* m_addWebhook;
    QPushButton* m_addMail;
    QPointer<ChannelEditor> m_editor;
    std::vector<Line> m_shown;
    std::vector<ChannelSettings> m_channels; ///< that the lines are made of
    std::map<std::string, QString> m_tested; ///< what the last test of each came to
};

} // namespace signalbox::ui
