// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QTranslator>

#include <memory>
#include <vector>

namespace signalbox::ui {

/// The translators of the program: English first (plurals), the user's language on top, and Qt's own texts. Sets the
/// default QLocale, by which figures are written.
class Language final : public QObject {
    Q_OBJECT

public:
    explicit Language(QObject* parent = nullptr);
    ~Language() override;
    /// "system", "en", "de". Unknown codes are English.
    void use(const QString& code);
    [[nodiscard]] QString code() const { return m_code; }
    /// Codes with the name each language gives itself; "system" is not among them.
    [[nodiscard]] static std::vector<std::pair<QString, QString>> offered();

private:
    void load(const QString& file, const QString& directory);
    QString m_code;
    std::vector<std::unique_ptr<QTranslator>> m_translators;
};

} // namespace signalbox::ui
