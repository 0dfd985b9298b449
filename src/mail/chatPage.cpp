// SPDX-License-Identifier: GPL-3.0-or-later
// A saved chat as a person reads it in their mail program.
#include <ctime>

#include "mail/ewsDocuments.h"

namespace sidetone::mail {
namespace {

/// "2026-11-22 14:05:09 +0100".
std::string timeText(core::WallTime time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    localtime_r(&seconds, &parts);
    char text[64];
    return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %z", &parts));
}

std::string inHtml(const std::string& text) {
    std::string html;
    for (const char c : core::escapeXml(text)) {
        if (c == '\n') {
            html += "<br>";
        } else {
            html += c;
        }
    }
    return html;
}

}  // namespace

std::string chatTitle(const store::ChatToSave& chat) {
    std::string title = "Chat with " + (chat.name.empty() ? chat.peer.text() : chat.name);
    if (!chat.lines.empty()) title += " " + timeText(chat.lines.front().time).substr(0, 10);
    return title;
}

std::string chatPage(const store::ChatToSave& chat) {
    std::string page =
        "<html><head><meta charset=\"utf-8\"></head><body><h3>" + inHtml(chatTitle(chat)) + "</h3>";
    for (const auto& line : chat.lines) {
        page += "<p><b>" + inHtml(line.sender) + "</b> " + timeText(line.time) + "<br>" +
                inHtml(line.body) + "</p>";
    }
    if (chat.leftOut > 0) {
        page += "<p><i>" + std::to_string(chat.leftOut) +
                (chat.leftOut == 1 ? " message was" : " messages were") +
                " encrypted from person to person and not saved.</i></p>";
    }
    return page + "</body></html>";
}

}  // namespace sidetone::mail
