// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/http/message.h"

#include <gtest/gtest.h>

namespace signalbox::http {
namespace {

TEST(Message, field_names_are_compared_without_regard_to_case)
{
    const Fields fields { { "X-One", "a" }, { "x-two", "b" }, { "X-TWO", "c" } };
    ASSERT_NE(findField(fields, "x-one"), nullptr);
    EXPECT_EQ(*findField(fields, "x-one"), "a");
    EXPECT_EQ(*findField(fields, "X-Two"), "b");
    EXPECT_EQ(findField(fields, "x-thre"), nullptr);
    RequestHead head;
    head.fields = fields;
    EXPECT_EQ(head.count("x-two"), 2);
    EXPECT_EQ(head.count("x-none"), 0);
}

TEST(Message, a_list_has_a_token_only_as_a_whole_element)
{
    EXPECT_TRUE(listHas("close", "close"));
    EXPECT_TRUE(listHas("keep-alive,\tClose ", "close"));
    EXPECT_TRUE(listHas(", ,close", "CLOSE"));
    EXPECT_FALSE(listHas("closed", "close"));
    EXPECT_FALSE(listHas("", "close"));
    EXPECT_FALSE(listHas("close x", "close"));
}

TEST(Message, a_field_that_could_break_the_head_is_not_written)
{
    std::string out = "before";
    for (const std::string& value : { std::string("a\rb"), std::string("a\nb"), std::string("a\0b", 3),
             std::string("a\x7f"), std::string("caf\xc3\xa9"), std::string("\x1b[0m") }) {
        EXPECT_FALSE(appendField(out, "X-A", value));
        EXPECT_EQ(out, "before");
    }
    for (const char* name : { "", "X A", "X:A", "X\r\nA", "X\xe9" }) {
        EXPECT_FALSE(appendField(out, name, "v"));
        EXPECT_EQ(out, "before");
    }
    EXPECT_TRUE(appendField(out, "X-A", "a\tb ~"));
    EXPECT_EQ(out, "beforeX-A: a\tb ~\r\n");
}

TEST(Message, every_status_has_a_phrase)
{
    EXPECT_EQ(reasonPhrase(200), "OK");
    EXPECT_EQ(reasonPhrase(421), "Misdirected Request");
    EXPECT_EQ(reasonPhrase(529), "Overloaded");
    for (int status = 100; status < 600; ++status)
        EXPECT_FALSE(reasonPhrase(status).empty());
}

} // namespace
} // namespace signalbox::http
