// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/verbs.h"

namespace signalbox::app {

int runReport(const Options&)
{
    return kUsage;
}

} // namespace signalbox::app
