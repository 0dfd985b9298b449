// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "office/enrolment/DeviceIssuer.h"
#include "office/userstore/UserStore.h"

namespace sidetone::office {

/// The server's side of one enrolment, message by message (provisioning contract 16); written from
/// the contract, apart from the client. It blocks in `receive` and `send`: one thread each.
class CapfDialogue {
public:
    struct Wire {
        std::function<bool(const std::string&)> send;
        /// So many bytes; fewer where the client is gone or says nothing for 10 s.
        std::function<std::string(std::size_t)> receive;
    };
    CapfDialogue(const DeviceIssuer& issuer, const UserStore& users, Wire wire,
                 std::uint32_t session);
    /// The whole dialogue; what came of it, for the log.
    std::string run();

private:
    using Elements = std::map<int, std::string>;
    bool tell(int command, const std::string& elements);
    /// Waits through "in progress"; nothing where another command or nothing comes.
    std::optional<Elements> expect(int command);
    std::string end(int reason, const std::string& why);
    [[nodiscard]] bool provesItself(const EnrolmentRule& rule, const Elements& answer,
                                    const std::string& device) const;
    std::string issueTo(const std::string& device, const std::string& user, bool wantsEc);

    const DeviceIssuer& issuer_;
    const UserStore& users_;
    Wire wire_;
    std::uint32_t session_;
};

}  // namespace sidetone::office
