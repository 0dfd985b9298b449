// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/words.h"

#include <algorithm>
#include <cctype>

#include "core/Result.h"

namespace sidetone::signin {
namespace {

/// So many are named in a sentence.
constexpr std::size_t most = 8;

/// How much a failure tells: a wrong certificate more than silence.
int weight(core::ErrorCode code) {
    switch (code) {
        case core::ErrorCode::Untrusted:
            return 5;
        case core::ErrorCode::BadAnswer:
            return 4;
        case core::ErrorCode::Unavailable:
            return 3;
        case core::ErrorCode::Timeout:
            return 2;
        default:
            return 1;
    }
}

}  // namespace

std::string listed(const std::vector<net::Endpoint>& servers) {
    std::string text;
    for (std::size_t i = 0; i < std::min(servers.size(), most); ++i) {
        text += (text.empty() ? "" : ", ") + servers[i].text();
    }
    if (servers.size() > most) text += " and " + std::to_string(servers.size() - most) + " more";
    return text;
}

std::string listed(const std::vector<net::SrvRecord>& records) {
    std::string text;
    for (std::size_t i = 0; i < std::min(records.size(), most); ++i) {
        const auto& r = records[i];
        text += (text.empty() ? "" : ", ") + std::to_string(r.priority) + " " +
                std::to_string(r.weight) + " " + std::to_string(r.port) + " " + r.target;
    }
    if (records.size() > most) text += " and " + std::to_string(records.size() - most) + " more";
    return text;
}

core::Error together(const std::string& tried,
                     const std::vector<std::pair<net::Endpoint, core::Error>>& all) {
    if (all.empty()) return core::fail(core::ErrorCode::Unreachable, tried, "no server is known");
    const auto telling = std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return weight(a.second.code) < weight(b.second.code);
    });
    core::Error error = telling->second;
    error.tried = tried;
    if (all.size() == 1) return error;
    error.answer.clear();
    for (std::size_t i = 0; i < std::min(all.size(), most); ++i) {
        const auto& [server, one] = all[i];
        error.answer += (error.answer.empty() ? "" : "; ") + server.text() + ": " + one.answer;
    }
    if (all.size() > most) {
        error.answer += "; and " + std::to_string(all.size() - most) + " more";
    }
    return error;
}

core::Error statusError(int status, const std::string& tried) {
    using core::ErrorCode;
    const std::string number = "the server answered " + std::to_string(status);
    if (status == 401) {
        return core::fail(ErrorCode::Unauthorised, tried, "the user name or the password is wrong",
                          "Check both and try again.");
    }
    if (status == 403) {
        return core::fail(ErrorCode::Forbidden, tried, "the server does not allow it (403)",
                          "Ask your administrator for permission.");
    }
    if (status == 404) {
        return core::fail(ErrorCode::NotFound, tried, "the server does not have it (404)",
                          "Ask your administrator whether it is set up for you.");
    }
    if (status >= 500) {
        return core::fail(ErrorCode::Unavailable, tried,
                          number + (status == 503 ? ", it is overloaded" : ", it is in trouble"),
                          "Try again in a few minutes; if it stays so, ask your administrator.");
    }
    return core::fail(ErrorCode::BadAnswer, tried, number + ", which is not expected here",
                      "Ask your administrator what runs on this port.");
}

std::string inUnits(core::Milliseconds time) {
    if (time.count() < 1000) return std::to_string(time.count()) + " ms";
    return std::to_string(time.count() / 1000) + "." + std::to_string(time.count() / 100 % 10) +
           " s";
}

std::string percentEncoded(const std::string& text) {
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = byte < 0x80 && (std::isalnum(byte) != 0 || c == '-' || c == '.' ||
                                             c == '_' || c == '~');
        if (isPlain) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 0x0FU];
        }
    }
    return out;
}

}  // namespace sidetone::signin
