// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

Language::Language(QObject* parent)
    : QObject(parent)
{
}

Language::~Language()
{
    for (const auto& translator : m_translators)
        QCoreApplication::removeTranslator(translator.get());
}

std::vector<std::pair<QString, QString>> Language::offered()
{
    return { { u"en"_s, u"English"_s }, { u"de"_s, u"Deutsch"_s } };
}

void Language::load(const QString& file, const QString& directory)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(file, directory))
        return;
    QCoreApplication::installTranslator(translator.get());
    m_translators.push_back(std::move(translator));
}

void Language::use(const QString& code)
{
    m_code = code;
    const QLocale system = QLocale::system();
    const QLocale locale = code == "system"_L1 ? system : QLocale(code);
    const bool german = locale.language() == QLocale::German;
    // A chosen language that is also the system's keeps the system's region (Swiss German writes 1'000.50).
    const QLocale wanted = locale.language() == system.language() ? system : locale;
    // Without a locale ("C") numbers have no grouping and amounts their sign behind them: as in English, then.
    QLocale::setDefault(wanted.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedStates) : wanted);
    for (const auto& translator : m_translators)
        QCoreApplication::removeTranslator(translator.get());
    m_translators.clear();
    load(u"signalbox_en"_s, u":/i18n"_s);
    if (!german)
        return;
    load(u"qtbase_de"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    load(u"signalbox_de"_s, u":/i18n"_s);
}

} // namespace signalbox::ui
