// SPDX-License-Identifier: GPL-3.0-or-later
#include "media/paths/DtlsSetup.h"

#include <array>
#include <utility>

#include "core/text.h"

namespace sidetone::media {
namespace {

constexpr std::array<std::pair<DtlsSetup, std::string_view>, 4> names{{
    {DtlsSetup::ActPass, "actpass"},
    {DtlsSetup::Active, "active"},
    {DtlsSetup::Passive, "passive"},
    {DtlsSetup::HoldConnection, "holdconn"},
}};

}  // namespace

std::string_view name(DtlsSetup setup) {
    return names[static_cast<std::size_t>(setup)].second;
}

std::optional<DtlsSetup> dtlsSetupOf(std::string_view value) {
    for (const auto& [setup, text] : names) {
        if (core::equalsIgnoringCase(text, core::trim(value))) return setup;
    }
    return std::nullopt;
}

std::optional<DtlsSetup> answerTo(DtlsSetup offered) {
    switch (offered) {
        case DtlsSetup::ActPass:
        case DtlsSetup::Passive:
            return DtlsSetup::Active;
        case DtlsSetup::Active:
            return DtlsSetup::Passive;
        case DtlsSetup::HoldConnection:
            break;
    }
    return std::nullopt;
}

std::optional<DtlsRole> dtlsRole(DtlsSetup ours, DtlsSetup theirs) {
    const bool mayBeClient = ours == DtlsSetup::Active || ours == DtlsSetup::ActPass;
    const bool mayBeServer = ours == DtlsSetup::Passive || ours == DtlsSetup::ActPass;
    if (theirs == DtlsSetup::Passive && mayBeClient) return DtlsRole::Client;
    if (theirs == DtlsSetup::Active && mayBeServer) return DtlsRole::Server;
    if (theirs != DtlsSetup::ActPass) return std::nullopt;
    if (ours == DtlsSetup::Active) return DtlsRole::Client;
    if (ours == DtlsSetup::Passive) return DtlsRole::Server;
    return std::nullopt;
}

}  // namespace sidetone::media
