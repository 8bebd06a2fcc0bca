// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/api/chat.h"
#include "core/api/json_text.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace signalbox {
namespace {

using namespace std::string_literals;

TEST(ErrorBody, is_openai_shaped)
{
    EXPECT_EQ(errorBody("no", "invalid_request_error", "field_type", "n"),
        R"({"error":{"message":"no","type":"invalid_request_error","code":"field_type","param":"n"}})");
    EXPECT_EQ(errorEvent("no", "t", "c"),
        "data: {\"error\":{\"message\":\"no\",\"type\":\"t\",\"code\":\"c\",\"param\":null}}\n\n");
}

TEST(ErrorBody, is_valid_on_one_line_whatever_the_message_is)
{
    for (const std::string& message :
        { "\"\\/\b\f\n\r\t"s, "a\0b"s, "\x1b[31m"s, "\xff\xfe"s, "\xed\xa0\x80"s, "\xe2\x80\xa8"s, "\xe2\x80\xae"s,
            "\xc2\x85"s, "gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80"s, "\xf0\x9f\x98"s, "\xc0\xaf"s, "\x7f"s }) {
        const std::string body = errorBody(message, message, message, message);
        const auto parsed = nlohmann::json::parse(body, nullptr, false);
        ASSERT_FALSE(parsed.is_discarded()) << body;
        for (const char c : body)
            EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) << body;
        EXPECT_EQ(body.find("\xe2\x80\xa8"), std::string::npos);
        EXPECT_EQ(body.find("\xe2\x80\xae"), std::string::npos);
        EXPECT_EQ(body.find("\xc2\x85"), std::string::npos);
    }
    EXPECT_EQ(json::quoted("gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80"), "\"gr\xc3\xbc\xc3\x9f \xf0\x9f\x98\x80\"");
    EXPECT_EQ(json::quoted("\xff"
                           "a"),
        "\"\xef\xbf\xbd"
        "a\"");
}

} // namespace
} // namespace signalbox
