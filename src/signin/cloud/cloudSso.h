// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/Result.h"
#include "signin/cloud/cloudAnswers.h"

// How a browser brings the cloud's token back. No vendor publishes it; this is our own convention
// [I], kept here alone: the page of the look-up's answer gets the way back as "target", as the
// cloud's own browser extension writes it (provisioning contract 3), and a "state"; it comes back
// with "access_token" and "serviceurl" in the fragment, which no server sees or logs. They mean
// what "token" and "serviceurl" mean in the answer to a password (4, step 1).

namespace sidetone::signin::cloud {

/// Where the browser is sent.
[[nodiscard]] std::string ssoPage(const std::string& ssoUrl, const std::string& wayBack,
                                  const std::string& state);
/// What it came back with. Untrusted: the state is another sign-on's; Forbidden: the page refused;
/// BadAnswer: no token.
[[nodiscard]] core::Result<Token> readSsoReturn(std::string_view parameters,
                                                const std::string& state);

}  // namespace sidetone::signin::cloud
