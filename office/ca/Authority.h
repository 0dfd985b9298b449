// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/Result.h"
#include "office/ca/Certificate.h"
#include "office/supervisor/Layout.h"

namespace sidetone::office {

/// What is right or wrong with a server's certificate.
enum class CertificateKind {
    Good,
    Expired,           ///< ended yesterday
    WrongName,         ///< for other.invalid
    SelfSigned,        ///< signed by its own key
    OtherAuthority,    ///< signed by an authority that nobody knows
    Revoked,           ///< good, but on the list beside the root (ca/root.crl)
    WindowsAuthority,  ///< by an issuing authority below the root, as Windows writes certificates
    IosAuthority,      ///< the same as an IOS router writes them: RSA, no purposes, no key names
    WeakKey,           ///< good, but its RSA key has 1024 bits (ENC-02)
    SmallestKey,       ///< good; its RSA key has 2048 bits, the least that is allowed
};

/// "good", "expired", "wrong-name", "self-signed", "other-ca", "revoked", "windows-ca",
/// "ios-ca", "rsa-1024", "rsa-2048".
[[nodiscard]] std::optional<CertificateKind> certificateKind(std::string_view word);

/// The names that a certificate is for, in the words of OpenSSL's subjectAltName:
/// "DNS:imp1.office.example".
struct CertificateNames {
    std::string commonName;
    std::vector<std::string> alternatives;
};

/// The servers that have certificates: prosody, kamailio, slapd, coturn, and each process of
/// contracts (partsOf()).
[[nodiscard]] std::vector<std::string> certifiedServers(const Layout& layout);
/// Which names a server answers to.
[[nodiscard]] CertificateNames namesOf(const Layout& layout, std::string_view server);

/// The office's certificate authority: an EC P-256 root in the folder, which signs the servers'
/// certificates.
class Authority {
public:
    explicit Authority(const Layout& layout) : layout_(layout) {}

    /// Makes the root where there is none, and all servers' certificates anew.
    [[nodiscard]] core::Status prepare() const;
    /// Writes a certificate and key of that kind for one server.
    [[nodiscard]] core::Status issue(std::string_view server, CertificateKind kind) const;
    /// A certificate of the person's own with its key, as a PKCS#12 file's bytes (AUTH-06). It
    /// names the person by an XmppAddr; those of Windows and IOS authorities by the common name.
    [[nodiscard]] core::Result<std::string> personFile(const std::string& user,
                                                       CertificateKind kind,
                                                       const core::Secret& password) const;
    /// The authority below the root that issues devices' certificates (`--with enrolment`).
    [[nodiscard]] core::Result<Identity> deviceAuthority() const;

private:
    [[nodiscard]] core::Result<Identity> root() const;
    [[nodiscard]] core::Status makeDeviceAuthority() const;
    [[nodiscard]] core::Status revoke(const X509& certificate) const;

    const Layout& layout_;
};

}  // namespace sidetone::office
