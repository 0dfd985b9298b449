// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "office/contracts/Desk.h"

namespace sidetone::office::files {

/// The client configuration that an office starts with.
[[nodiscard]] std::string jabberConfig(const Layout& layout);
/// Which servers serve what: presence, the directory, and voicemail where there is one.
/// Where messages are: at the presence server, or as `sidetone-office answer profile WORD` says,
/// in the "cloud" or nowhere ("phone").
[[nodiscard]] std::string serviceProfile(const Desk& desk);
/// The softphone of this person: registers over TLS with digest authentication. The
/// authentication name is the person's login name, the realm the office's domain, and there is no
/// password in the file: it is the person's own (AUTH-09). The support field, which may name a
/// group's configuration file, is what `sidetone-office answer support-NAME WORD` says.
[[nodiscard]] std::string deviceFile(const Desk& desk, const User& user);
/// Its deviceSecurityMode: 3 (encrypted), or what `answer device-security-NAME` or `answer
/// device-security` says.
[[nodiscard]] std::string deviceSecurity(const Desk& desk, const User& user);
/// A rule that strips nothing and adds nothing: a set to put real ones into.
[[nodiscard]] std::string dialRules();

}  // namespace sidetone::office::files
