// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdint>
#include <optional>

#include "client/links/linkParts.h"
#include "client/links/linkText.h"
#include "core/text.h"

namespace sidetone::client {
namespace {

constexpr std::size_t mostKeys = 64;
constexpr std::size_t fingerprintLength = 64;

std::optional<LinkedKey> keyOf(const std::string& name, std::string value) {
    LinkedKey key;
    key.isLegacy = name.starts_with("omemo-sid-");
    const auto number = core::parseNumber(
        std::string_view(name).substr(name.find("sid-") + std::string_view("sid-").size()));
    value = core::lowerAscii(value);
    const bool isHexadecimal = std::all_of(value.begin(), value.end(), [](char letter) {
        return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
    });
    if (!number || *number == 0 || *number > UINT32_MAX || value.size() != fingerprintLength ||
        !isHexadecimal) {
        return std::nullopt;
    }
    key.device = static_cast<std::uint32_t>(*number);
    key.fingerprint = std::move(value);
    return key;
}

/// One "name=value" of the query, or its first word.
void takeItem(ProtocolLink& link, std::string_view item, bool isFirst) {
    if (item.starts_with("amp;")) item.remove_prefix(4);  // of a page that was escaped twice
    const auto equals = item.find('=');
    const auto name = core::lowerAscii(linkLine(item.substr(0, equals)));
    if (equals == std::string_view::npos) {
        if (!isFirst) return;
        if (name == "join") link.action = LinkAction::JoinRoom;
        if (name == "roster" || name == "subscribe") link.action = LinkAction::AddContact;
        return;
    }
    const auto value = item.substr(equals + 1);
    if (name == "subject") link.subject = linkLine(value);
    if (name == "body") link.body = linkText(value);
    if (name == "name" || name == "nick") link.name = linkLine(value);
    if (name == "group") link.group = linkLine(value);
    if (name == "password") link.password = linkLine(value);
    if (name.starts_with("omemo-sid-") || name.starts_with("omemo2-sid-")) {
        auto key = keyOf(name, linkLine(value));
        if (key && link.keys.size() < mostKeys) link.keys.push_back(std::move(*key));
    }
}

}  // namespace

void takeQuery(ProtocolLink& link, std::string_view query) {
    bool isFirst = true;
    while (!query.empty()) {
        const auto end = query.find_first_of(";&");
        if (end != 0) {
            takeItem(link, query.substr(0, end), isFirst);
            isFirst = false;
        }
        if (end == std::string_view::npos) break;
        query.remove_prefix(end + 1);
    }
}

}  // namespace sidetone::client
