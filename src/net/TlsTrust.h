// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/Clock.h"
#include "core/Result.h"
#include "net/RefusedCertificate.h"

namespace sidetone::net {

/// What happens with a certificate that cannot be verified (InvalidCertificateBehavior).
enum class InvalidCertificates {
    RejectAndNotify,   ///< refused, whatever the person wants
    PromptPerSession,  ///< the person may accept it until sign-out
    PromptOnce,        ///< the person may accept it for good; ours, where nobody says otherwise
};

/// A certificate that the person accepted for one server.
struct Pin {
    std::string server;  ///< "imp1.office.example:5222", lower case
    std::string sha256;  ///< of the certificate, lower-case hexadecimal
    core::WallTime since;
    bool isKept = false;  ///< beyond the session
};

/// What the person decided about certificates, beside the fixed rules of TlsPolicy: pins, and the
/// refused ones that there may be a question about. A pin covers exactly one certificate at one
/// host (any port of it: servers use one certificate for several services), never another
/// certificate that the host shows later. Protocol thread; shared by the policy and the client.
class TlsTrust {
public:
    explicit TlsTrust(const core::Clock& clock) : clock_(clock) {}

    /// As the administrator set it; pins that it forbids do not count while it is so.
    void setInvalidCertificates(InvalidCertificates behavior);
    [[nodiscard]] InvalidCertificates invalidCertificates() const { return behavior_; }

    /// Accepts a refused certificate: for the session or for good, as the administrator allows.
    /// Forbidden where policy or the kind of fault does not allow it.
    core::Status accept(const RefusedCertificate& certificate);
    /// Takes all pins of this host back.
    void forget(std::string_view server);
    /// Sign-out: what was accepted for the session ends, refused certificates are forgotten.
    void endSession();
    [[nodiscard]] const std::vector<Pin>& pins() const { return pins_; }

    /// The newest 16, oldest first; one for each server and certificate.
    [[nodiscard]] const std::vector<RefusedCertificate>& refused() const { return refused_; }
    void clearRefused();

    /// The pins that are kept, as text for a file: a line each of fingerprint, second since 1970
    /// and server. It holds no secrets.
    [[nodiscard]] std::string text() const;
    /// Replaces the kept pins; lines that make no sense are left out.
    void read(std::string_view text);
    /// Called after every change of the pins or the refused ones; one listener.
    void onChanged(std::function<void()> changed) { changed_ = std::move(changed); }

    /// For TlsPolicy: whether the person accepted this certificate for this server.
    [[nodiscard]] bool covers(std::string_view server, std::string_view sha256) const;
    /// For TlsPolicy: the pin of this very server, for another certificate.
    [[nodiscard]] std::optional<Pin> otherPin(std::string_view server,
                                              std::string_view sha256) const;
    /// For TlsPolicy: notes what was refused; says in it whether it may be accepted.
    void refuse(RefusedCertificate certificate);

private:
    [[nodiscard]] bool counts(const Pin& pin) const;
    void changed() const;

    const core::Clock& clock_;
    InvalidCertificates behavior_ = InvalidCertificates::PromptOnce;
    std::vector<Pin> pins_;
    std::vector<RefusedCertificate> refused_;
    std::function<void()> changed_;
};

}  // namespace sidetone::net
