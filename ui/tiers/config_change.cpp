// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tiers/config_change.h"

#include "ui/shell/error_text.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace signalbox::ui {

namespace {

bool isAbout(const ConfigProblem& problem, std::string_view member)
{
    const std::string& pointer = problem.pointer;
    std::string part = "/";
    part += member;
    const bool last = pointer.ends_with(part);
    part += '/';
    return last || pointer.find(part) != std::string::npos || problem.error.parameter("member") == member
        || problem.error.parameter("field") == member;
}

} // namespace

std::vector<ConfigProblem> applyEdit(Engine& engine, Page& page, const EditedText& edited, const QString& done)
{
    if (!edited)
        return { ConfigProblem { {}, 0, 0, edited.error(), false } };
    const std::string former = engine.config()->text;
    ConfigRead read = engine.apply(*edited);
    if (read.config != nullptr) {
        const auto undo = [&engine, former] { (void)engine.apply(former); };
        Q_EMIT page.notice({ done, QCoreApplication::translate("ConfigChange", "Undo"), undo });
        return {};
    }
    std::erase_if(read.problems, [](const ConfigProblem& problem) { return problem.warning; });
    if (read.problems.empty())
        read.problems.push_back({ {}, 0, 0, { "config_syntax", {} }, false });
    return read.problems;
}

std::vector<ConfigProblem> problemsOf(const EditedText& edited)
{
    if (!edited)
        return { ConfigProblem { {}, 0, 0, edited.error(), false } };
    ConfigRead read = readConfig(*edited, PriceBook::builtIn());
    std::erase_if(read.problems, [](const ConfigProblem& problem) { return problem.warning; });
    return std::move(read.problems);
}

QString problemOf(const std::vector<ConfigProblem>& problems, std::string_view member)
{
    QStringList sentences;
    for (const ConfigProblem& problem : problems) {
        if (isAbout(problem, member))
            sentences.append(errorSentence(problem.error));
    }
    return sentences.join(QLatin1Char('\n'));
}

QString otherProblems(const std::vector<ConfigProblem>& problems, const std::vector<std::string_view>& members)
{
    QStringList sentences;
    for (const ConfigProblem& problem : problems) {
        const auto about = [&problem](std::string_view member) { return isAbout(problem, member); };
        if (std::ranges::none_of(members, about))
            sentences.append(errorText(problem.error));
    }
    return sentences.join(QLatin1Char('\n'));
}

} // namespace signalbox::ui
