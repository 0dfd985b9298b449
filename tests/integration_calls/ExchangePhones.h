// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Phone.h"
#include "exchange/Exchange.h"

namespace sidetone::test {

/// A line at the exchange.
inline telephony::LineSettings lineAt(const Exchange& exchange, const std::string& user) {
    telephony::LineSettings line;
    line.servers = {{exchange.endpoint(), sip::TransportKind::Udp}};
    line.domain = "office.example";
    line.user = user;
    line.displayName = "Person " + user;
    line.password = core::Secret("wordy");
    line.deviceName = "CSF" + user;
    line.services = {"conf", "700", "70%", "*8", "*8%", "*21*%", "#21#"};
    return line;
}

}  // namespace sidetone::test
