// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "config/DeviceConfig.h"
#include "core/Clock.h"
#include "core/Secret.h"
#include "net/Connection.h"
#include "signin/enrolment/CapfMessage.h"
#include "signin/enrolment/CertificateVault.h"

namespace sidetone::signin {

/// What a session with an enrolment server needs.
struct EnrolmentRequest {
    std::string device;  ///< "CSFANNA"
    std::string server;  ///< "cucm1.office.example:3804", for errors
    config::EnrolmentProof proof = config::EnrolmentProof::None;
    core::Secret authenticationString;  ///< 4 to 16 digits, for that proof
    /// The present certificate, for the proofs Lsc and Mic; may be null.
    std::shared_ptr<const net::ClientIdentity> present;
};

/// How a session ended well.
struct Enrolled {
    /// Null: the server had nothing to do, or took the certificate back (isDeleted).
    std::shared_ptr<const net::ClientIdentity> identity;
    Keeping keeping;
    bool isDeleted = false;
};

/// One session over TLS with a server that issues certificates (CAPF; provisioning contract 16).
/// The server speaks first and asks, we answer. A new pair is on the disk before the server hears
/// that it was stored, because a server issues only once.
///
/// States: greeting -> asked -> making -> offered -> storing -> closing -> ended.
/// Errors: Forbidden (the server declines: the device is unknown, or has its certificate already),
/// Unavailable (come back later), Timeout, BadAnswer, Storage.
class CapfSession {
public:
    /// All must outlive the session. The connection is encrypted and verified.
    CapfSession(core::Clock& clock, CertificateVault& vault,
                std::shared_ptr<net::Connection> connection, EnrolmentRequest request);
    ~CapfSession();
    CapfSession(const CapfSession&) = delete;
    CapfSession& operator=(const CapfSession&) = delete;

    [[nodiscard]] core::Task<Enrolled> run();

private:
    enum class State { Greeting, Asked, Making, Offered, Storing, Closing, Ended };

    void received(std::string_view bytes);
    void take(const CapfMessage& message);
    void authenticate(const CapfMessage& message);
    void addProof(CapfMessage& answer) const;
    void makeKey(const CapfMessage& message);
    void keyMade(const DeviceKey& key);
    void storeCertificate(const CapfMessage& message);
    void fetch();
    void retire();
    void ended(const CapfMessage& message);
    void answer(CapfMessage message);
    void watch();
    void fail(core::ErrorCode code, std::string answer, std::string advice);
    void finish(core::Result<Enrolled> outcome);
    [[nodiscard]] std::string tried() const;

    core::Clock& clock_;
    CertificateVault& vault_;
    std::shared_ptr<net::Connection> connection_;
    EnrolmentRequest request_;
    State state_ = State::Greeting;
    std::uint32_t session_ = 0;
    std::string arrived_;
    DeviceKey key_;
    Enrolled outcome_;
    bool hasStored_ = false;
    core::Promise<Enrolled> promise_;
    core::Timer silence_;
    core::Timer busy_;
    core::Owner owner_;
};

}  // namespace sidetone::signin
