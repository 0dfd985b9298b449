// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/text.h"
#include "sip/sdp/SessionDescription.h"

namespace sidetone::sip {
namespace {

constexpr std::size_t largestText = 64U << 10U;
constexpr std::size_t mostLines = 1000;
constexpr std::size_t mostMedia = 32;

core::Error bad(std::string_view line, core::ErrorCode code = core::ErrorCode::BadAnswer) {
    return core::fail(code, "Reading a session description",
                      "it has the line \"" + core::printable(line, 80) + "\"");
}

std::vector<std::string_view> words(std::string_view text) {
    auto parts = core::split(text, ' ');
    std::erase_if(parts, [](std::string_view part) { return part.empty(); });
    return parts;
}

bool isAddressText(std::string_view text) {
    return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '.' || c == ':' || c == '-' || c == '_';
    });
}

/// Reads one description line by line; the last m= section collects what follows it.
class Reader {
public:
    core::Status line(std::string_view text) {
        if (text.size() < 2 || text[1] != '=') return bad(text);
        const auto value = text.substr(2);
        // RFC 8866 5: the first line is the version.
        if (!versionSeen_) {
            if (text[0] != 'v' || core::trim(value) != "0") return bad(text);
            versionSeen_ = true;
            return {};
        }
        switch (text[0]) {
            case 'o':
                return origin(text, value);
            case 's':
                description_.name = std::string(value);
                return {};
            case 'c':
                return connection(text, value);
            case 'b':
                bandwidth().emplace_back(value);
                return {};
            case 'a':
                return attribute(text, value);
            case 'm':
                return media(text, value);
            default:
                return {};
        }
    }
    core::Result<SessionDescription> finish() {
        if (!versionSeen_ || !originSeen_) return bad("(v= or o= is missing)");
        for (const auto& section : description_.media) {
            if (section.port != 0 && description_.addressOf(section).empty()) {
                return bad("(c= is missing)");
            }
        }
        return std::move(description_);
    }

private:
    MediaDescription* section() {
        return description_.media.empty() ? nullptr : &description_.media.back();
    }
    std::vector<std::string>& bandwidth() {
        return section() != nullptr ? section()->bandwidth : description_.bandwidth;
    }
    core::Status origin(std::string_view text, std::string_view value) {
        const auto parts = words(value);
        if (parts.size() != 6 || originSeen_) return bad(text);
        // Some peers write ids beyond 64 bits; only whether they change matters.
        description_.originUser = std::string(parts[0]);
        description_.sessionId = core::parseNumber(parts[1]).value_or(0);
        description_.version = core::parseNumber(parts[2]).value_or(0);
        description_.originAddress = std::string(parts[5]);
        originSeen_ = true;
        return {};
    }
    core::Status connection(std::string_view text, std::string_view value) {
        const auto parts = words(value);
        if (parts.size() != 3 || parts[0] != "IN") return bad(text);
        const auto address = parts[2].substr(0, parts[2].find('/'));
        if (!isAddressText(address)) return bad(text);
        auto& target = section() != nullptr ? section()->connection : description_.connection;
        target = std::string(address);
        return {};
    }
    core::Status attribute(std::string_view text, std::string_view value) {
        const auto colon = value.find(':');
        const auto attributeName = value.substr(0, colon);
        if (attributeName.empty()) return bad(text);
        std::optional<std::string> given;
        if (colon != std::string_view::npos) given = std::string(value.substr(colon + 1));
        auto& attributes = section() != nullptr ? section()->attributes : description_.attributes;
        attributes.add(std::string(attributeName), std::move(given));
        return {};
    }
    core::Status media(std::string_view text, std::string_view value) {
        if (description_.media.size() >= mostMedia) return bad(text, core::ErrorCode::TooLarge);
        const auto parts = words(value);
        if (parts.size() < 4) return bad(text);
        const auto port = core::parseNumber(parts[1].substr(0, parts[1].find('/')));
        if (!port || *port > 65535) return bad(text);
        MediaDescription media;
        media.type = std::string(parts[0]);
        media.port = static_cast<std::uint16_t>(*port);
        media.protocol = std::string(parts[2]);
        for (std::size_t i = 3; i < parts.size(); ++i) media.formats.emplace_back(parts[i]);
        description_.media.push_back(std::move(media));
        return {};
    }

    SessionDescription description_;
    bool versionSeen_ = false;
    bool originSeen_ = false;
};

}  // namespace

core::Result<SessionDescription> SessionDescription::parse(std::string_view text) {
    if (text.size() > largestText) return bad("(over 64 KiB)", core::ErrorCode::TooLarge);
    Reader reader;
    std::size_t count = 0;
    for (auto line : core::split(text, '\n')) {
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.empty()) continue;
        if (++count > mostLines) return bad("(over 1000 lines)", core::ErrorCode::TooLarge);
        if (auto status = reader.line(line); !status) return status.error();
    }
    return reader.finish();
}

}  // namespace sidetone::sip
