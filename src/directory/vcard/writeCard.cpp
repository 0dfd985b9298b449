// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/vcard/writeCard.h"

#include <algorithm>
#include <string_view>

namespace sidetone::directory {
namespace {

constexpr std::size_t longestLine = 75;

/// RFC 2426 4: backslash, comma, semicolon and line ends are escaped.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == ',' || c == ';') out += '\\';
        if (c == '\n') {
            out += "\\n";
        } else if (c != '\r') {
            out += c;
        }
    }
    return out;
}

bool isInsideCharacter(char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U;
}

/// RFC 2425 5.8.1; never inside a character, which not all readers put together again.
void addLine(std::string& out, std::string_view name, const std::string& value) {
    const auto line = std::string(name) + ":" + value;
    std::size_t begin = 0;
    auto room = longestLine;
    while (line.size() - begin > room) {
        auto end = begin + room;
        while (end > begin && isInsideCharacter(line[end])) --end;
        // What is no text has no place between characters.
        if (end == begin) end = begin + room;
        out += line.substr(begin, end - begin) + "\r\n ";
        begin = end;
        room = longestLine - 1;
    }
    out += line.substr(begin) + "\r\n";
}

void addText(std::string& out, std::string_view name, const std::string& text) {
    if (!text.empty()) addLine(out, name, escaped(text));
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const auto& text : texts) all += (all.empty() ? "" : ",") + escaped(text);
    return all;
}

}  // namespace

std::string writeCard(const Card& card) {
    std::string out = "BEGIN:VCARD\r\nVERSION:3.0\r\n";
    addText(out, "UID", card.id);
    addText(out, "FN", card.name);
    // N has to be there; who is a person's family name is not known.
    addLine(out, "N", ";" + escaped(card.name) + ";;;");
    addText(out, "TITLE", card.title);
    if (!card.company.empty() || !card.department.empty()) {
        addLine(out, "ORG", escaped(card.company) + ";" + escaped(card.department));
    }
    if (!card.city.empty()) addLine(out, "ADR;TYPE=WORK", ";;;" + escaped(card.city) + ";;;");
    for (const auto& number : card.numbers) addText(out, "TEL;TYPE=WORK,VOICE", number);
    for (const auto& mail : card.mails) addText(out, "EMAIL;TYPE=INTERNET", mail);
    for (const auto& address : card.addresses) addText(out, "IMPP", "xmpp:" + address);
    if (!card.sipAddress.empty()) addText(out, "IMPP", "sip:" + card.sipAddress);
    if (!card.groups.empty()) addLine(out, "CATEGORIES", joined(card.groups));
    return out + "END:VCARD\r\n";
}

}  // namespace sidetone::directory
