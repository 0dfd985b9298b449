// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/credentials/KeepingRules.h"

namespace sidetone::signin {
namespace {

constexpr config::Key<bool> asksAtEachStart{"STARTUP_AUTHENTICATION_REQUIRED"};
constexpr config::Key<bool> mayCache{"CachePasswordMobile"};

}  // namespace

core::Status mayKeepPassword(const config::Settings& settings) {
    if (!settings.get(asksAtEachStart) && settings.get(mayCache)) return {};
    return core::fail(core::ErrorCode::Forbidden, "Keeping the password",
                      "your organisation does not allow passwords to be kept on this computer",
                      "Type it at each start.");
}

bool isPasswordRefused(const core::Error& error) {
    return error.code == core::ErrorCode::Unauthorised;
}

}  // namespace sidetone::signin
