// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fake/FakeClient.h"

// What can come between a person and their servers, made up, for pictures and tests.

namespace sidetone::test {

[[nodiscard]] signin::Question question(signin::Question::Kind kind, int id = 1);
/// A self-signed certificate that the person may trust; `replaced` after another one.
[[nodiscard]] net::RefusedCertificate selfSigned(core::WallTime now);
[[nodiscard]] net::RefusedCertificate replaced(core::WallTime now);
/// An ended certificate of a private authority, and a policy that forbids exceptions.
[[nodiscard]] net::RefusedCertificate ended(core::WallTime now);
[[nodiscard]] client::NetworkView inside();
[[nodiscard]] client::NetworkView offline();
[[nodiscard]] client::NetworkView captivePortal();
/// Services of which one failed and one reconnects.
[[nodiscard]] std::vector<client::Service> brokenServices();
/// Values of many sources, some of them locked.
void fillParameters(FakeClient& client);
[[nodiscard]] client::Report report(const std::string& path);

}  // namespace sidetone::test
