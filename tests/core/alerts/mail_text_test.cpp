// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/alerts/mail_text.h"

#include <gtest/gtest.h>

namespace signalbox {
namespace {

ChannelSettings settings()
{
    ChannelSettings made;
    made.kind = ChannelKind::Mail;
    made.sender = "desk@example.com";
    made.recipients = { "ops@example.com", "boss@example.com" };
    return made;
}

Alert sample()
{
    Alert alert;
    alert.id = 7;
    alert.at = alert.lastAt = 1'795'348'800'000'000;
    return alert;
}

TEST(MailText, has_the_fields_of_a_mail_and_its_text_in_base64)
{
    const std::string mail = mailText(settings(), sample(), { "80 %", "More." });
    EXPECT_NE(mail.find("Date: Sun, 22 Nov 2026 12:00:00 +0000\r\n"), std::string::npos) << mail;
    EXPECT_NE(mail.find("From: Signalbox <desk@example.com>\r\n"), std::string::npos);
    EXPECT_NE(mail.find("To: ops@example.com,\r\n boss@example.com\r\n"), std::string::npos);
    EXPECT_NE(mail.find("Message-ID: <alert-7-1795348800000000@example.com>\r\n"), std::string::npos);
    EXPECT_TRUE(mail.ends_with("\r\n\r\nODAgJQ0KDQpNb3JlLg0K\r\n")) << mail;
}

TEST(MailText, lets_no_text_end_a_field_and_no_line_be_too_long)
{
    const AlertText hostile { "a\r\nBcc: evil@example.com\r\n\r\n.\r\nQUIT " + std::string(500, 'x'), "ä\n.\n" };
    const std::string mail = mailText(settings(), sample(), hostile);
    EXPECT_EQ(mail.find("Bcc"), std::string::npos);
    std::size_t at = 0;
    for (std::size_t end = mail.find("\r\n"); end != std::string::npos; at = end + 2, end = mail.find("\r\n", at)) {
        EXPECT_LE(end - at, 78U);
        EXPECT_NE(mail.substr(at, end - at), ".");
    }
    EXPECT_EQ(at, mail.size());
}

TEST(MailText, splits_no_character_between_the_words_of_its_subject)
{
    std::string title;
    for (int i = 0; i < 60; ++i)
        title += "\xE2\x82\xAC"; // the euro sign
    const std::string mail = mailText(settings(), sample(), { title, "" });
    const std::size_t subject = mail.find("Subject: ");
    for (std::size_t at = mail.find("?B?", subject); at != std::string::npos; at = mail.find("?B?", at + 1)) {
        const std::size_t end = mail.find("?=", at + 3);
        EXPECT_LE(end - at, 70U);
        if (at != mail.find("?B?", subject)) { // "4oKs" is the euro sign in base64, at a border of three bytes
            EXPECT_EQ(mail.substr(at + 3, 4), "4oKs");
        }
    }
}

TEST(MailAddress, is_plain_or_refused)
{
    for (const char* good : { "a@b", "ops+alerts@mail.example.com" })
        EXPECT_TRUE(isMailAddress(good)) << good;
    for (const char* bad : { "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b>", "<a@b>", "a@b\r\nRCPT TO:<c@d>", "a,b@c",
             "\xC3\xA4@b", "\"a\"@b" })
        EXPECT_FALSE(isMailAddress(bad)) << bad;
}

} // namespace
} // namespace signalbox
