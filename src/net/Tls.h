// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/Clock.h"

namespace sidetone::net {

/// What a person or a trace wants to know of one certificate.
struct CertificateInfo {
    std::string subject;  ///< "CN=imp1.office.example,O=..."
    std::string issuer;
    std::vector<std::string> names;  ///< DNS names and addresses that it is for
    core::WallTime notBefore;
    core::WallTime notAfter;
    std::string keyKind;  ///< "RSA 2048", "EC P-256"
    std::string sha256;   ///< fingerprint, lower-case hexadecimal
};

/// What was negotiated, or why it was refused.
struct TlsInfo {
    std::string protocol;                ///< "TLSv1.3"
    std::string cipher;                  ///< "TLS_AES_256_GCM_SHA384"
    std::vector<CertificateInfo> chain;  ///< leaf first
};

/// Which names a server's certificate may carry: it must match one of them (RFC 6125). For XMPP
/// that is the domain (also as SRVName or XmppAddr), for others the host that was asked for.
struct PeerIdentity {
    std::vector<std::string> hosts;
    /// RFC 4985 service name without the underscore ("xmpp-client"); empty where not used.
    std::string service;
};

}  // namespace sidetone::net
