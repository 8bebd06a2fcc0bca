// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/options.h"
#include "app/verbs.h"

#include <variant>

int main(int argc, char** argv)
{
    using namespace signalbox::app;
    hardenProcess();
    const std::variant<Options, int> read = readOptions(argc, argv);
    if (const int* exitCode = std::get_if<int>(&read))
        return *exitCode;
    const Options& options = std::get<Options>(read);
    if (options.verb == Verb::Desk)
        return runDesk(options, argc, argv);
    return runVerb(options, argc, argv);
}
