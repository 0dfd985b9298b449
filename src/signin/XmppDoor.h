// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Clock.h"
#include "core/Task.h"
#include "net/Connection.h"

namespace sidetone::signin {

/// Opens the door of a chat server as far as its certificate (RFC 6120 section 5.4) and signs
/// nobody in: what can be wrong before a password is sent. Use once; destroying it ends it.
/// Protocol thread.
class XmppDoor {
public:
    explicit XmppDoor(core::Clock& clock) : clock_(clock) {}

    /// Takes a fresh plain connection and closes it in the end. Untrusted where the certificate is
    /// refused, BadAnswer where it is no chat server of that domain, Unsupported where it offers
    /// no encryption, Timeout after the limit.
    [[nodiscard]] core::Task<net::TlsInfo> open(std::shared_ptr<net::Connection> connection,
                                                const std::string& domain,
                                                core::Milliseconds limit);

private:
    enum class State { Greeting, Asking, Encrypting };
    void received(std::string_view bytes);
    void encrypt();
    void refuse(core::ErrorCode code, std::string answer);

    core::Clock& clock_;
    State state_ = State::Greeting;
    std::string domain_;
    std::string server_;
    std::string text_;
    std::shared_ptr<net::Connection> connection_;
    core::Promise<net::TlsInfo> promise_;
    core::Owner owner_;
};

}  // namespace sidetone::signin
