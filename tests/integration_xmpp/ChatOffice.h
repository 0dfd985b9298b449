// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "OfficeFixture.h"
#include "RealClient.h"

namespace sidetone::test {

/// The office's chat server and its first two people.
class ChatOffice {
public:
    ChatOffice() : office_(SIDETONE_BIN_DIR) {}
    [[nodiscard]] bool start() { return office_.start({"--people", "50"}); }
    [[nodiscard]] const std::string& failure() const { return office_.failure(); }
    [[nodiscard]] net::Endpoint endpoint() const { return {office_.insideAddress(21), 5222}; }
    [[nodiscard]] net::Endpoint directEndpoint() const { return {office_.insideAddress(21), 5223}; }
    [[nodiscard]] bool fault(const std::string& what) const {
        return office_.done({"fault", "prosody", what});
    }
    [[nodiscard]] std::string address(int person) const { return office_.user(person); }
    /// Person 1 or 2 on one of their devices, by STARTTLS.
    [[nodiscard]] Place place(int person, const std::string& resource = "desk") const {
        return {office_.caFile(),
                office_.user(person),
                office_.password(person),
                {endpoint(), xmpp::TlsStart::StartTls},
                resource};
    }
    [[nodiscard]] Place placeBy(int person, const net::Endpoint& line) const {
        auto result = place(person);
        result.server.endpoint = line;
        return result;
    }

private:
    OfficeFixture office_;
};

}  // namespace sidetone::test
