// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/config.h"

#include "core/base/embedded.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

TEST(Config, the_sandbox_configuration_reads_without_a_problem)
{
    const ConfigRead read = readConfig(embedded::sandbox_config, PriceBook::builtIn());
    for (const ConfigProblem& problem : read.problems)
        ADD_FAILURE() << problem.text();
    ASSERT_TRUE(read.config);
    EXPECT_EQ(read.config->tiers.size(), 3U);
}

} // namespace
} // namespace signalbox
