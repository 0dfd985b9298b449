// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secretForms.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "core/XmlElement.h"
#include "core/text.h"

namespace sidetone::core {
namespace {

constexpr std::size_t shortestInBase64 = 6;

std::string percentForm(std::string_view text, const char* digits) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = byte < 0x80 && (std::isalnum(byte) != 0 ||
                                             std::string_view("-._~").find(c) != std::string::npos);
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

std::string jsonForm(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

/// The base64 characters that depend on the secret alone, where `before` bytes (0 to 2 of a group
/// of three) stand before it.
std::string base64Form(std::string_view secret, std::size_t before) {
    const auto whole = toBase64(std::string(before, '\0') + std::string(secret));
    const std::size_t first = (before * 8 + 5) / 6;
    const std::size_t last = (before + secret.size()) * 8 / 6;
    return whole.substr(first, last - first);
}

}  // namespace

std::vector<std::string> secretForms(std::string_view secret) {
    std::set<std::string> forms{std::string(secret), percentForm(secret, "0123456789ABCDEF"),
                                percentForm(secret, "0123456789abcdef"), escapeXml(secret),
                                jsonForm(secret)};
    if (secret.size() >= shortestInBase64) {
        for (std::size_t before = 0; before < 3; ++before) {
            auto form = base64Form(secret, before);
            auto urlSafe = form;
            std::replace(urlSafe.begin(), urlSafe.end(), '+', '-');
            std::replace(urlSafe.begin(), urlSafe.end(), '/', '_');
            forms.insert(std::move(form));
            forms.insert(std::move(urlSafe));
        }
    }
    std::vector<std::string> ordered(forms.begin(), forms.end());
    std::sort(ordered.begin(), ordered.end(),
              [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return ordered;
}

}  // namespace sidetone::core
