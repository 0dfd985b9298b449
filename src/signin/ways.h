// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "signin/plan.h"

// The steps of each way, from the decision (found.way, see ChooseService) to a deployment. Each
// is defined in its way's own folder.

namespace sidetone::signin {

/// found.udsServers: one call manager that answers knows the person's home cluster (DISC-20), and
/// that one judges the password.
[[nodiscard]] Plan callManagerWay(Purpose purpose);
/// found.loginServers: the presence server's login service (_cuplogin, typed, or installed).
[[nodiscard]] Plan presenceServerWay(Purpose purpose);
/// found.edgeServers, in order, full host names alone.
[[nodiscard]] Plan edgeWay(Purpose purpose);
/// found.cas.ssoUrl where the look-up told it; the settings where it was typed or installed.
[[nodiscard]] Plan cloudWay(Purpose purpose);
/// The settings TftpServer1, TftpServer2, CcmcipServer1 and CtiServer1.
[[nodiscard]] Plan phoneModeWay(Purpose purpose);

/// The step "cas-lookup": asks the cloud whether found.servicesDomain is its organisation where
/// asksCloud() says so, and writes found.cas; hasEnded on every end. It needs "address", is not
/// essential and not awaited, and its limit is SignInOptions::lookupLimit.
[[nodiscard]] std::unique_ptr<Step> cloudLookup();

/// Building blocks for the ways.
template <class T, class... Arguments>
void add(Plan& plan, Arguments&&... arguments) {
    plan.push_back(std::make_unique<T>(std::forward<Arguments>(arguments)...));
}
/// What the administrator set up for the person, once "credentials" has ended: service profile,
/// jabber-config.xml, softphone, group file.
void addProvisioning(Plan& plan);
/// Where messages go, and what the client is for this person. Signing in goes on with XMPP and
/// SIP; explaining only knocks at their doors.
void addServices(Plan& plan, Purpose purpose);

}  // namespace sidetone::signin
