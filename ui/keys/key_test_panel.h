// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/engine.h"
#include "ui/shell/widgets.h"

#include <memory>
#include <string>

class QLabel;
class QPushButton;

namespace signalbox::ui {

/// Tries one key of a provider with one short paid request, after saying what that can cost. GUI thread; the engine
/// outlives the panel.
class KeyTestPanel final : public Card {
    Q_OBJECT

public:
    explicit KeyTestPanel(Engine& engine, QWidget* parent = nullptr);
    void open(const std::shared_ptr<const Provider>& provider, const std::string& key);
    void close();
    void retranslate();
    /// The first deployment of the provider that a tier names, or "".
    [[nodiscard]] static std::string deploymentOf(const Config& config, const std::string& provider);

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void send();
    void showReport(const RunningProxy::TestReport& report);

    Engine& m_engine;
    std::string m_key;
    std::string m_deployment;
    QString m_name;
    quint64 m_attempt = 0; ///< the answer to a former one is dropped
    QLabel* m_text;
    QPushButton* m_send;
    QPushButton* m_close;
};

} // namespace signalbox::ui
