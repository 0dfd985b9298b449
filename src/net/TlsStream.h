// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/types.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/TlsJudge.h"

namespace sidetone::net {

/// The client's side of TLS, without a socket: encrypted bytes go in and out, plain bytes out and
/// in. OpenSSL itself rather than QSslSocket, so that the policy judges inside the handshake, sees
/// stapled answers, and chooses our own certificate by what the server accepts.
///
/// States: handshaking -> open -> ended; from each -> failed.
class TlsStream {
public:
    enum class State { Handshaking, Open, Ended, Failed };

    /// Null where memory ran out. The first host is the name that the server is told (SNI).
    static std::unique_ptr<TlsStream> create(const TlsJudge& judge,
                                             const std::vector<std::string>& alpn);
    ~TlsStream();
    TlsStream(const TlsStream&) = delete;
    TlsStream& operator=(const TlsStream&) = delete;

    /// Begins the handshake, or goes on with what the server sent. Look at state() and
    /// takeOutgoing() afterwards.
    void receive(std::string_view encrypted);
    /// Only while Open.
    void write(std::string_view plain);
    /// Tells the other side that nothing more comes (RFC 8446 6.1); what it says is still read.
    void sayGoodbye();
    /// What must go to the server, in this order.
    [[nodiscard]] std::string takeOutgoing();
    /// What the server said since the last call.
    [[nodiscard]] std::string takePlain();

    [[nodiscard]] State state() const { return state_; }
    /// Why the state is Failed: the policy's refusal, or what OpenSSL says.
    [[nodiscard]] core::Error failure() const;
    [[nodiscard]] TlsInfo info() const;

private:
    struct Parts;
    TlsStream(std::unique_ptr<Parts> parts, const TlsJudge& judge);
    void shakeHands();
    void decrypt();
    void fail();

    std::unique_ptr<Parts> parts_;
    TlsJudge judge_;
    State state_ = State::Handshaking;
    std::string plain_;
    std::string said_;
};

}  // namespace sidetone::net
