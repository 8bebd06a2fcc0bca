// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/theme.h"

#include <QFrame>

#include <functional>
#include <map>
#include <vector>

class QLabel;
class QVBoxLayout;

namespace signalbox::ui {

/// One thing that needs attention: a sentence, its meaning, at most two remedies.
struct BannerText {
    QString id; ///< what it is about; one banner each
    Tone tone = Tone::Warning;
    QString title; ///< demi-bold, short
    QString body;
    struct Remedy {
        QString text;
        std::function<void()> run;
    };
    std::vector<Remedy> remedies;
    bool dismissible = true;
};

/// A strip with icon, sentence and remedies.
class Banner final : public QFrame {
    Q_OBJECT

public:
    Banner(const Theme& theme, const BannerText& text, QWidget* parent);
    [[nodiscard]] const BannerText& text() const { return m_text; }

Q_SIGNALS:
    void dismissed(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void updateIcon();
    const Theme& m_theme;
    BannerText m_text;
    QLabel* m_icon;
};

/// The banners above the page. set() compares: a banner that says the same stays as it is (and keeps the focus).
class BannerArea final : public QWidget {
    Q_OBJECT

public:
    explicit BannerArea(const Theme& theme, QWidget* parent = nullptr);
    void set(std::vector<BannerText> banners);
    [[nodiscard]] QStringList ids() const;

private:
    void dismiss(const QString& id);
    void addBanner(const BannerText& text);
    const Theme& m_theme;
    QVBoxLayout* m_layout;
    std::vector<Banner*> m_banners;
    std::map<QString, QString> m_dismissed; ///< id -> the body that was dismissed; another body shows again
};

} // namespace signalbox::ui
