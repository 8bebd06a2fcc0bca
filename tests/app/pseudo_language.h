// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace signalbox::test {

/// The marks around every text of the pseudo-language: a text of the window without them was never translated.
inline constexpr QChar kPseudoOpen { 0x2039 };
inline constexpr QChar kPseudoClose { 0x203A };

/// English between marks and two fifths longer, as other languages are; place holders and mnemonics stay.
class PseudoLanguage final : public QTranslator {
    Q_OBJECT

public:
    PseudoLanguage();
    [[nodiscard]] QString translate(
        const char* context, const char* source, const char* comment, int number) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }

private:
    QTranslator m_english; ///< for its plurals
};

} // namespace signalbox::test
