// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cctype>

#include "core/Log.h"

namespace sidetone::core {
namespace {

/// A name behind which a secret stands, and the characters at which the secret ends.
struct Rule {
    std::string_view name;
    std::string_view end;
};

constexpr std::array rules{
    Rule{"authorization:", "\r\n"},       Rule{"cookie:", "\r\n"},
    Rule{"inline:", "|\r\n \""},          Rule{"password=", "&\r\n \"'<"},
    Rule{"passwd=", "&\r\n \"'<"},        Rule{"token=", "&\r\n \"'<"},
    Rule{"secret=", "&\r\n \"'<"},        Rule{"<password>", "<"},
    Rule{"\"password\":", ",}\r\n"},      Rule{"\"access_token\":", ",}\r\n"},
    Rule{"\"refresh_token\":", ",}\r\n"}, Rule{"response=\"", "\""},
};

bool startsWithIgnoringCase(std::string_view text, std::string_view lower) {
    if (text.size() < lower.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        if (std::tolower(static_cast<unsigned char>(text[i])) != lower[i]) return false;
    }
    return true;
}

/// The text of SASL elements: <auth ...>, <response>, <challenge>, <success>.
std::size_t saslPayloadStart(std::string_view text, std::size_t at) {
    for (const std::string_view tag : {"<auth", "<response", "<challenge", "<success"}) {
        if (text.substr(at, tag.size()) != tag) continue;
        const auto close = text.find('>', at);
        if (close == std::string_view::npos || text[close - 1] == '/') return 0;
        return close + 1;
    }
    return 0;
}

}  // namespace

std::string redact(std::string_view text) {
    static constexpr std::string_view mark = "[removed]";
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    const auto skipTo = [&](std::string_view end) {
        const auto stop = text.find_first_of(end, at);
        const auto to = stop == std::string_view::npos ? text.size() : stop;
        if (to > at) out += mark;
        at = to;
    };
    while (at < text.size()) {
        bool matched = false;
        for (const auto& rule : rules) {
            if (!startsWithIgnoringCase(text.substr(at), rule.name)) continue;
            out += text.substr(at, rule.name.size());
            at += rule.name.size();
            skipTo(rule.end);
            matched = true;
            break;
        }
        if (matched) continue;
        if (const auto payload = saslPayloadStart(text, at)) {
            out += text.substr(at, payload - at);
            at = payload;
            skipTo("<");
            continue;
        }
        out += text[at++];
    }
    return out;
}

}  // namespace sidetone::core
