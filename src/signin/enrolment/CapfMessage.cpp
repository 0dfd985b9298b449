// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/enrolment/CapfMessage.h"

#include <utility>

namespace sidetone::signin {
namespace {

constexpr char mark = 0x55;
constexpr std::size_t headerSize = 8;
constexpr std::size_t mostElements = 65'535;

void putNumber(std::string& bytes, std::size_t value, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
        bytes += static_cast<char>((value >> static_cast<unsigned>(shift)) & 0xFFU);
    }
}

std::uint32_t getNumber(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char c : bytes) value = (value << 8U) | static_cast<std::uint8_t>(c);
    return value;
}

core::Error notUnderstood(const char* what) {
    return core::fail(core::ErrorCode::BadAnswer, "Reading the enrolment server's message", what,
                      "Ask your administrator what runs on this port.");
}

}  // namespace

const std::string* CapfMessage::find(CapfTag tag) const {
    for (const auto& element : elements) {
        if (element.tag == tag) return &element.value;
    }
    return nullptr;
}

std::optional<std::uint32_t> CapfMessage::number(CapfTag tag) const {
    const auto* value = find(tag);
    if (value == nullptr || value->empty() || value->size() > 4) return {};
    return getNumber(*value);
}

CapfMessage& CapfMessage::add(CapfTag tag, std::string value) {
    elements.push_back({tag, std::move(value)});
    return *this;
}

CapfMessage& CapfMessage::add(CapfTag tag, std::uint8_t value) {
    return add(tag, std::string(1, static_cast<char>(value)));
}

core::Result<std::string> encodeCapf(const CapfMessage& message) {
    std::string elements;
    for (const auto& element : message.elements) {
        if (element.value.size() > mostElements) break;
        elements += static_cast<char>(element.tag);
        putNumber(elements, element.value.size(), 2);
        elements += element.value;
    }
    std::size_t wanted = 0;
    for (const auto& element : message.elements) wanted += 3 + element.value.size();
    if (wanted > mostElements) {
        return core::fail(core::ErrorCode::TooLarge, "Writing to the enrolment server",
                          "the message is too large");
    }
    std::string bytes(1, mark);
    bytes += static_cast<char>(message.command);
    putNumber(bytes, message.session, 4);
    putNumber(bytes, elements.size(), 2);
    return bytes + elements;
}

core::Result<std::optional<CapfMessage>> takeCapf(std::string& arrived) {
    if (!arrived.empty() && arrived.front() != mark) return notUnderstood("it is none");
    if (arrived.size() < headerSize) return std::optional<CapfMessage>();
    const std::string_view all = arrived;
    const std::size_t length = getNumber(all.substr(6, 2));
    if (arrived.size() < headerSize + length) return std::optional<CapfMessage>();
    CapfMessage message;
    message.command = static_cast<CapfCommand>(arrived[1]);
    message.session = getNumber(all.substr(2, 4));
    std::string_view rest = all.substr(headerSize, length);
    while (!rest.empty()) {
        if (rest.size() < 3) return notUnderstood("an element is cut off");
        const std::size_t size = getNumber(rest.substr(1, 2));
        if (rest.size() < 3 + size) return notUnderstood("an element is longer than its message");
        message.add(static_cast<CapfTag>(rest.front()), std::string(rest.substr(3, size)));
        rest.remove_prefix(3 + size);
    }
    arrived.erase(0, headerSize + length);
    return std::optional<CapfMessage>(std::move(message));
}

std::string wrapCertificate(std::string_view der) {
    constexpr char locallySignificant = 1;
    std::string value(1, '\1');
    putNumber(value, der.size() + 2, 2);
    value += '\0';
    value += locallySignificant;
    return value + std::string(der);
}

std::string unwrapCertificate(std::string_view value) {
    constexpr char sequence = 0x30;
    if (!value.empty() && value.front() == sequence) return std::string(value);
    if (value.size() <= 5 || value.front() != '\1') return {};
    if (getNumber(value.substr(1, 2)) != value.size() - 3) return {};
    return std::string(value.substr(5));
}

}  // namespace sidetone::signin
