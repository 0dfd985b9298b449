// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "config/Settings.h"
#include "core/Secret.h"
#include "signin/Remembered.h"

namespace sidetone::signin {

/// Who wants to sign in, and all that is known before any server was asked.
struct SignInRequest {
    std::string address;                   ///< as typed
    std::optional<core::Secret> password;  ///< none: single sign-on, or only explaining
    /// What phone services took last time, where that is another than the person's own (hybrid).
    std::string phoneUser;
    std::optional<core::Secret> phonePassword;
    /// Of an earlier single sign-on, from the key store: no browser is needed while it is good.
    std::optional<core::Secret> refreshToken;
    /// The layers Bootstrap, ConfigurationUrl, PolicyLocked and Manual.
    config::Settings settings;
    std::optional<Remembered> remembered;
    /// Fingerprint of the network that this machine is in; what was remembered of another one's
    /// discovery is not used. Empty: not known.
    std::string network;
};

}  // namespace sidetone::signin
