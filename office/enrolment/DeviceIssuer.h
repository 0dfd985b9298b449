// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/types.h>

#include <cstdint>
#include <optional>
#include <string>

#include "core/Result.h"
#include "office/supervisor/Layout.h"

namespace sidetone::office {

/// Where the certificate service listens (cucm1), as on a call manager.
constexpr std::uint16_t capfPort = 3804;

/// What the administrator set for one device: `answer enrolment-USER WORD`.
struct EnrolmentRule {
    int proof = 2;             ///< capfAuthMode: 1 string, 2 null string, 3 and 4 by certificate
    std::string digits;        ///< the authentication string ("string-123456")
    bool isUnknown = false;    ///< "unknown": no such device
    bool comesLater = false;   ///< "later": come back in 30 s
    bool mayHaveMore = false;  ///< "again": the administrator has reset the device
    bool wantsEc = false;      ///< "ec": a P-256 key instead of RSA 2048
};

/// Issues certificates for devices, each once until the administrator resets it, and knows which
/// was issued last (provisioning contract 16.4).
class DeviceIssuer {
public:
    explicit DeviceIssuer(const Layout& layout) : layout_(layout) {}

    [[nodiscard]] EnrolmentRule ruleOf(const std::string& user) const;
    /// The certificate (DER) for a key; it is the device's from now on, and the reset is used up.
    [[nodiscard]] core::Result<std::string> issue(const std::string& device,
                                                  const std::string& user,
                                                  EVP_PKEY* publicKey) const;
    /// DER; nothing where none was issued.
    [[nodiscard]] std::optional<std::string> issued(const std::string& device) const;
    /// MD5 of it in hexadecimal, empty where there is none: the device file's certHash.
    [[nodiscard]] std::string certificateHash(const std::string& device) const;

private:
    const Layout& layout_;
};

}  // namespace sidetone::office
