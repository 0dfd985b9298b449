// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/Clock.h"
#include "core/Result.h"
#include "media/AudioParameters.h"
#include "media/paths/DtlsCertificate.h"
#include "media/paths/DtlsSetup.h"

struct ssl_st;
struct ssl_ctx_st;

namespace sidetone::media {

struct DtlsSettings {
    DtlsRole role = DtlsRole::Client;
    std::shared_ptr<const DtlsCertificate> certificate;
    /// What the other side's description announced; without any no handshake succeeds.
    std::vector<DtlsFingerprint> announced;
    /// Offered in this order, the server's order decides: AesCm128Sha80, AeadAes128Gcm and
    /// AeadAes256Gcm can be (RFC 5764, section 4.1.2; RFC 7714, section 14.2).
    std::vector<SrtpSuite> suites{SrtpSuite::AeadAes256Gcm, SrtpSuite::AeadAes128Gcm,
                                  SrtpSuite::AesCm128Sha80};
    /// Until a lost flight is sent again, doubled each time (RFC 6347, section 4.2.4.1).
    core::Milliseconds firstTimeout{1000};
    core::Milliseconds deadline{30'000};  ///< of the whole handshake
};

/// The keys that a handshake agreed on (RFC 5764, section 4.2).
struct DtlsKeys {
    SrtpKey local;   ///< what we protect with
    SrtpKey remote;  ///< what we open with
};

/// Called from start(), receive() or a timer; the session must not be destroyed in there.
struct DtlsEvents {
    std::function<void(std::span<const std::uint8_t> datagram)> onSend;
    std::function<void(const DtlsKeys&)> onKeys;
    std::function<void(const core::Error&)> onFailed;
    std::function<void()> onClosed;  ///< by the other side
};

/// Whether a datagram is DTLS and neither STUN nor RTP (RFC 7983, section 7).
[[nodiscard]] bool looksLikeDtls(std::span<const std::uint8_t> datagram);

/// Agrees on the keys of SRTP over the way of the media itself (RFC 5763, RFC 5764) with OpenSSL,
/// DTLS 1.2. Keys are given only to who shows the announced certificate. It owns no socket; lost
/// datagrams are repeated by OpenSSL's own clock, for which the handed-in one wakes it. One thread.
///
/// Idle --start()--> Shaking --finished, announced--> Connected --close()--> Closed
/// Shaking --refused, silent, not announced--> Failed; Connected --close_notify--> Closed
class DtlsSession {
public:
    enum class State { Idle, Shaking, Connected, Failed, Closed };

    /// InvalidInput where a suite has no profile in DTLS; Internal where OpenSSL refuses.
    [[nodiscard]] static core::Result<std::unique_ptr<DtlsSession>> create(core::Clock& clock,
                                                                           DtlsSettings settings,
                                                                           DtlsEvents events);
    ~DtlsSession();
    DtlsSession(const DtlsSession&) = delete;
    DtlsSession& operator=(const DtlsSession&) = delete;

    /// A client sends the first message, a server begins to listen.
    void start();
    /// A datagram that looksLikeDtls(). Before start() and after the end it is dropped.
    void receive(std::span<const std::uint8_t> datagram);
    void close();
    [[nodiscard]] State state() const { return state_; }

private:
    DtlsSession(core::Clock& clock, DtlsSettings settings, DtlsEvents events)
        : clock_(clock), settings_(std::move(settings)), events_(std::move(events)) {}
    [[nodiscard]] bool prepare();
    void drive();
    void readOn();
    void finished();
    [[nodiscard]] core::Result<DtlsKeys> agreedKeys() const;
    void flush();
    void watchTime();
    void timeIsOver();
    void fail(const core::Error& error);
    static unsigned nextTimeout(ssl_st* ssl, unsigned microseconds);

    core::Clock& clock_;
    const DtlsSettings settings_;
    const DtlsEvents events_;
    ssl_ctx_st* context_ = nullptr;
    ssl_st* ssl_ = nullptr;
    State state_ = State::Idle;
    core::Timer repeat_;
    core::Timer deadline_;
};

}  // namespace sidetone::media
