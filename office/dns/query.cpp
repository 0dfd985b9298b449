// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/dns/query.h"

#include "core/text.h"

namespace sidetone::office::dns {

namespace {

constexpr std::size_t headerSize = 12;

/// Behind the name that starts at `at`; compressed names end with their pointer.
std::size_t skipName(std::string_view message, std::size_t at) {
    while (at < message.size()) {
        const auto length = static_cast<unsigned char>(message[at]);
        if (length == 0) return at + 1;
        if (length >= 0xC0) return at + 2;
        at += 1 + length;
    }
    return message.size();
}

std::uint32_t number(std::string_view message, std::size_t at, std::size_t bytes) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        value = value << 8U | static_cast<unsigned char>(message[at + i]);
    }
    return value;
}

}  // namespace

std::string question(std::string_view name, Type type) {
    std::string message("\x51\x0f\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00", headerSize);
    for (const std::string_view label : core::split(name, '.')) {
        message += static_cast<char>(label.size());
        message += label;
    }
    message += std::string(2, '\0');
    message += static_cast<char>(type);
    message += std::string("\0\x01", 2);
    return message;
}

std::optional<std::uint32_t> serialIn(std::string_view answer) {
    if (answer.size() < headerSize || number(answer, 6, 2) == 0) return {};
    std::size_t at = skipName(answer, headerSize) + 4;
    at = skipName(answer, at);
    static constexpr std::size_t fixedPart = 10;
    if (at + fixedPart > answer.size()) return {};
    if (number(answer, at, 2) != static_cast<std::uint32_t>(Type::StartOfAuthority)) return {};
    at = skipName(answer, skipName(answer, at + fixedPart));
    if (at + 4 > answer.size()) return {};
    return number(answer, at, 4);
}

}  // namespace sidetone::office::dns
