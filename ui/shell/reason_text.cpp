// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/reason_text.h"

#include <QCoreApplication>

namespace signalbox::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Reason {
    Q_DECLARE_TR_FUNCTIONS(signalbox::ui::Reason)
};

QString afterColon(const QString& text)
{
    const qsizetype colon = text.indexOf(u':');
    return colon < 0 ? QString() : text.mid(colon + 1).trimmed();
}

QString rejectDetail(const QString& detail)
{
    if (detail == "not_json"_L1)
        return Reason::tr("not valid JSON");
    if (detail.startsWith("missing_field:"_L1))
        //: %1 is the name of a JSON field
        return Reason::tr("field “%1” is missing").arg(detail.mid(14));
    if (detail == "length"_L1)
        return Reason::tr("cut off at the token limit");
    if (detail == "content_filter"_L1)
        return Reason::tr("stopped by the content filter");
    if (detail == "phrase"_L1)
        return Reason::tr("the model declined");
    if (detail == "no_text"_L1)
        return Reason::tr("no text");
    if (detail == "too_short"_L1)
        return Reason::tr("too short");
    return detail;
}

/// "http_503" as "HTTP 503", other codes as their words.
QString failureWords(const QString& code)
{
    if (code.startsWith("http_"_L1))
        //: %1 is an HTTP status
        return Reason::tr("HTTP %1").arg(code.mid(5));
    QString words = code;
    return words.replace(u'_', u' ');
}

} // namespace

QString reasonText(const QString& reason, const QString& ruleName)
{
    if (reason.startsWith("rule:"_L1)) {
        //: why a request went to a tier; %1 is the name of a rule
        return Reason::tr("Rule: %1").arg(ruleName.isEmpty() ? reason.mid(5) : ruleName);
    }
    if (reason == "bypassed"_L1)
        //: why a request went to a tier
        return Reason::tr("Rules bypassed");
    if (reason.startsWith("escalated:"_L1))
        //: %1 says why the cheaper answer was rejected
        return Reason::tr("Escalated · %1").arg(rejectText(afterColon(reason)));
    if (reason.startsWith("fallback:"_L1))
        //: %1 says why the first deployment failed
        return Reason::tr("Fallback · %1").arg(failureWords(afterColon(reason)));
    if (reason.startsWith("downgraded"_L1))
        return Reason::tr("Downgraded by the ceiling");
    if (reason == "pin"_L1)
        return Reason::tr("Pinned by the application");
    if (reason == "named_model"_L1)
        return Reason::tr("Named model");
    if (reason == "test"_L1)
        return Reason::tr("Test");
    return reason;
}

QString validatorText(const QString& validator)
{
    if (validator == "json"_L1)
        return Reason::tr("JSON");
    if (validator == "finish_reason"_L1)
        return Reason::tr("Finish reason");
    if (validator == "refusal"_L1)
        return Reason::tr("Refusal");
    if (validator == "empty"_L1)
        return Reason::tr("Empty answer");
    if (validator == "length"_L1)
        return Reason::tr("Length");
    return failureWords(validator);
}

QString rejectText(const QString& reject)
{
    const qsizetype colon = reject.indexOf(u':');
    if (colon < 0)
        return failureWords(reject);
    //: %1 is the name of a check, %2 what it found
    return Reason::tr("%1: %2").arg(validatorText(reject.left(colon)), rejectDetail(afterColon(reject)));
}

QString breakerText(const QString& state)
{
    if (state == "open"_L1)
        //: state of a deployment that failed too often
        return Reason::tr("open (left alone)");
    if (state == "half_open"_L1)
        //: state of a deployment that gets one request as a probe
        return Reason::tr("half-open (probing)");
    //: state of a deployment that works
    return Reason::tr("healthy");
}

QString statusText(int status, const QString& errorCode)
{
    if (status == 499)
        //: the application closed the connection before the answer was complete
        return Reason::tr("⚠ left early");
    const QString number = status > 0 ? QString::number(status) : u"\u2013"_s;
    if (errorCode.isEmpty() && status < 400)
        return u"✓ " % number;
    return errorCode.isEmpty() ? QString(u"✕ " % number) : QString(u"✕ " % number % u' ' % failureWords(errorCode));
}

} // namespace signalbox::ui
