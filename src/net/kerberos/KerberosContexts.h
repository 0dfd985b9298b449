// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/Clock.h"
#include "net/kerberos/SecurityContext.h"

namespace sidetone::net {

/// Talks by the Kerberos tickets of whoever runs the program (RFC 4121), with the machine's own
/// Kerberos settings: /etc/krb5.conf, KRB5CCNAME.
///
/// The library asks Kerberos's servers and cannot be stopped while it does. Each step therefore
/// runs on a thread of its own, which nobody waits for: what it finds out is posted to the
/// protocol thread, and dropped where nobody wants it any more. At most four such threads live at
/// once. Who owns what: the library's state belongs to the thread of the step while one is under
/// way, to the protocol thread otherwise.
class KerberosContexts final : public SecurityContexts {
public:
    /// `limit`: how long one step may take. The clock must outlive this and its contexts.
    explicit KerberosContexts(core::Clock& clock, core::Milliseconds limit = defaultLimit);
    ~KerberosContexts() override;
    KerberosContexts(const KerberosContexts&) = delete;
    KerberosContexts& operator=(const KerberosContexts&) = delete;

    [[nodiscard]] std::unique_ptr<SecurityContext> begin(std::string service, std::string host,
                                                         bool protects) override;

    static constexpr core::Milliseconds defaultLimit{4000};

private:
    class Context;
    class Threads;
    core::Clock& clock_;
    core::Milliseconds limit_;
    std::shared_ptr<Threads> threads_;
};

}  // namespace sidetone::net
