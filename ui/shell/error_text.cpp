// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/error_text.h"

#include "ui/shell/error_sentences.h"

#include <QCoreApplication>

namespace signalbox::ui {

namespace {

// A parameter that is itself a code ("reason") is shown as its sentence without the full stop.
QString parameterText(const Error& error, const QString& name)
{
    std::string value(error.parameter(name.toStdString()));
    // The reader of requests says "param" where the reader of the configuration says "field".
    if (value.empty() && name == QStringLiteral("param"))
        value = error.parameter("field");
    if (value.empty())
        return QStringLiteral("–");
    if (const char* text = errorSentenceSource(value); text != nullptr && name == QStringLiteral("reason")) {
        QString sentence = QCoreApplication::translate("ErrorText", text);
        return sentence.endsWith(QLatin1Char('.')) ? sentence.chopped(1) : sentence;
    }
    return QString::fromStdString(value);
}

QString filled(const QString& sentence, const Error& error)
{
    QString out;
    qsizetype at = 0;
    while (at < sentence.size()) {
        const qsizetype open = sentence.indexOf(QLatin1Char('{'), at);
        const qsizetype close = open < 0 ? -1 : sentence.indexOf(QLatin1Char('}'), open);
        if (close < 0)
            break;
        out += sentence.mid(at, open - at) + parameterText(error, sentence.mid(open + 1, close - open - 1));
        at = close + 1;
    }
    return out + sentence.mid(at);
}

} // namespace

QString errorSentence(const Error& error)
{
    if (error.code.empty())
        return {};
    // The reader of the configuration says what would be right; that of requests has no such numbers.
    if (error.code == "field_range" && !error.parameter("min").empty() && !error.parameter("max").empty())
        return filled(QCoreApplication::translate("ErrorText", "Give a whole number from {min} to {max}."), error);
    if (error.code == "port_in_use" && !error.parameter("pid").empty())
        return filled(QCoreApplication::translate("ErrorText",
                          "Port {port} is in use by {program} (process {pid}). Applications that ask there don't reach "
                          "Signalbox."),
            error);
    if (const char* sentence = errorSentenceSource(error.code))
        return filled(QCoreApplication::translate("ErrorText", sentence), error);
    if (error.code.starts_with("http_"))
        //: %1 is an HTTP status
        return QCoreApplication::translate("ErrorText", "The provider answered with the status %1.")
            .arg(QString::fromStdString(error.code.substr(5)));
    return QString::fromStdString(error.text());
}

QString errorSentence(const std::string& code)
{
    return errorSentence(Error { code, {} });
}

QString errorText(const Error& error)
{
    if (!hasErrorSentence(error.code))
        return errorSentence(error);
    return errorSentence(error) + QStringLiteral(" · ") + QString::fromStdString(error.code);
}

bool hasErrorSentence(const std::string& code)
{
    return errorSentenceSource(code) != nullptr || code.starts_with("http_");
}

QString problemText(const ConfigProblem& problem)
{
    if (problem.line <= 0)
        return errorSentence(problem.error);
    //: a place in the configuration file and what is wrong there: %1 line, %2 column, %3 sentence
    return QCoreApplication::translate("ErrorText", "Line %1, column %2: %3")
        .arg(problem.line)
        .arg(problem.column)
        .arg(errorSentence(problem.error));
}

} // namespace signalbox::ui
