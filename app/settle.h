// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace signalbox::app {

/// Lets the window work for so many milliseconds before its picture is taken: the engine pulls every 250 ms, and a
/// question to the log or the ledger is answered on another thread. GUI thread.
void settle(int ms);

} // namespace signalbox::app
