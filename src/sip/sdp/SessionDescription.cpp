// SPDX-License-Identifier: GPL-3.0-or-later
#include "sip/sdp/SessionDescription.h"

#include <algorithm>
#include <array>

namespace sidetone::sip {
namespace {

constexpr std::array allDirections{Direction::SendReceive, Direction::SendOnly,
                                   Direction::ReceiveOnly, Direction::Inactive};

std::string networkAddress(const std::string& address) {
    const bool six = address.find(':') != std::string::npos;
    return std::string("IN ") + (six ? "IP6 " : "IP4 ") + address;
}

void writeAttributes(std::string& out, const SdpAttributes& attributes) {
    for (const auto& attribute : attributes.all()) {
        out += "a=" + attribute.name;
        if (attribute.value) out += ":" + *attribute.value;
        out += "\r\n";
    }
}

void writeBandwidth(std::string& out, const std::vector<std::string>& lines) {
    for (const auto& line : lines) out += "b=" + line + "\r\n";
}

}  // namespace

std::string_view name(Direction direction) {
    switch (direction) {
        case Direction::SendReceive:
            return "sendrecv";
        case Direction::SendOnly:
            return "sendonly";
        case Direction::ReceiveOnly:
            return "recvonly";
        case Direction::Inactive:
            return "inactive";
    }
    return "sendrecv";
}

bool sends(Direction direction) {
    return direction == Direction::SendReceive || direction == Direction::SendOnly;
}

bool receives(Direction direction) {
    return direction == Direction::SendReceive || direction == Direction::ReceiveOnly;
}

Direction makeDirection(bool sends, bool receives) {
    if (sends) return receives ? Direction::SendReceive : Direction::SendOnly;
    return receives ? Direction::ReceiveOnly : Direction::Inactive;
}

std::string_view SdpAttributes::value(std::string_view name) const {
    for (const auto& attribute : list_) {
        if (attribute.name == name && attribute.value) return *attribute.value;
    }
    return {};
}

bool SdpAttributes::has(std::string_view name) const {
    return std::any_of(list_.begin(), list_.end(),
                       [&](const SdpAttribute& attribute) { return attribute.name == name; });
}

std::vector<std::string_view> SdpAttributes::values(std::string_view name) const {
    std::vector<std::string_view> found;
    for (const auto& attribute : list_) {
        if (attribute.name == name && attribute.value) found.emplace_back(*attribute.value);
    }
    return found;
}

std::optional<Direction> SdpAttributes::direction() const {
    for (const auto direction : allDirections) {
        if (has(name(direction))) return direction;
    }
    return std::nullopt;
}

Direction SessionDescription::directionOf(const MediaDescription& section) const {
    if (const auto own = section.attributes.direction()) return *own;
    return attributes.direction().value_or(Direction::SendReceive);
}

std::string SessionDescription::text() const {
    std::string out = "v=0\r\no=" + originUser + " " + std::to_string(sessionId) + " " +
                      std::to_string(version) + " " + networkAddress(originAddress) +
                      "\r\ns=" + name + "\r\n";
    if (!connection.empty()) out += "c=" + networkAddress(connection) + "\r\n";
    writeBandwidth(out, bandwidth);
    out += "t=0 0\r\n";
    writeAttributes(out, attributes);
    for (const auto& section : media) {
        out += "m=" + section.type + " " + std::to_string(section.port) + " " + section.protocol;
        for (const auto& format : section.formats) out += " " + format;
        out += "\r\n";
        if (!section.connection.empty()) {
            out += "c=" + networkAddress(section.connection) + "\r\n";
        }
        writeBandwidth(out, section.bandwidth);
        writeAttributes(out, section.attributes);
    }
    return out;
}

}  // namespace sidetone::sip
