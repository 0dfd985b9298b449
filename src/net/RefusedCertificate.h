// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Error.h"
#include "net/Tls.h"
#include "net/TlsFault.h"

namespace sidetone::net {

/// A certificate that the one TlsPolicy did not take, for the person's question (AUTH-05).
struct RefusedCertificate {
    std::string server;                  ///< "imp1.office.example:5222"
    std::vector<CertificateInfo> chain;  ///< as the server showed it, its own first
    core::Error error;                   ///< why it was refused
    TlsFault fault = TlsFault::Other;    ///< the same for machines
    bool mayBePinned = false;            ///< policy lets the person trust it all the same
    /// Fingerprint of the certificate that the person trusted for this server before; not empty
    /// says that the server's certificate changed since.
    std::string trustedBefore;
};

}  // namespace sidetone::net
