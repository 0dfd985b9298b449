// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/Bootstrap.h"

#include <utility>

#include "config/Registry.h"
#include "config/keyValueLines.h"
#include "config/smallFile.h"
#include "core/text.h"

namespace sidetone::config {
namespace {

struct ValueSpelling {
    std::string_view parameter;
    std::string_view written;
    std::string_view meant;
};

/// Values that the installer spells in its own way (provisioning contract 12.2).
constexpr ValueSpelling valueSpellings[] = {
    {"LoginResource", "WBX", "wbxconnect"},  {"LoginResource", "MUT", "mutualExclusion"},
    {"IP_Mode", "IPv4-Only", "IPV4_Only"},   {"IP_Mode", "IPv6-Only", "IPV6_Only"},
    {"IP_Mode", "Two Stacks", "Dual_Stack"},
};

std::string valueOf(std::string_view parameter, std::string_view written) {
    for (const auto& spelling : valueSpellings) {
        if (spelling.parameter == parameter &&
            core::lowerAscii(spelling.written) == core::lowerAscii(written)) {
            return std::string(spelling.meant);
        }
    }
    return std::string(written);
}

}  // namespace

Bootstrap parseBootstrap(std::string_view text) {
    auto lines = readKeyValueLines(text, Layer::Bootstrap);
    Bootstrap bootstrap{std::move(lines.settings), std::move(lines.remarks)};
    for (auto& setting : bootstrap.settings) {
        const auto* parameter = findParameter(setting.name);
        if (parameter == nullptr) continue;
        setting.name = parameter->name;
        setting.value = valueOf(parameter->name, setting.value);
    }
    return bootstrap;
}

FirstLaunch::FirstLaunch(std::filesystem::path installed, std::filesystem::path remembered)
    : installed_(std::move(installed)), remembered_(std::move(remembered)) {}

bool FirstLaunch::isFirst() const {
    std::error_code problem;
    return !std::filesystem::exists(remembered_, problem);
}

core::Result<Bootstrap> FirstLaunch::read() const {
    if (!isFirst()) {
        auto copy = readSmallFile(remembered_);
        if (!copy) return copy.error();
        return parseBootstrap(*copy);
    }
    auto text = readSmallFile(installed_);
    if (!text && text.error().code != core::ErrorCode::NotFound) return text.error();
    const auto bootstrap = parseBootstrap(text ? *text : std::string());
    if (auto kept = writeSmallFile(remembered_, writeKeyValueLines(bootstrap.settings)); !kept) {
        return kept.error();
    }
    return bootstrap;
}

}  // namespace sidetone::config
