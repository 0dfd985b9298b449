// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/Random.h"
#include "core/Task.h"
#include "net/ClientCertificates.h"
#include "signin/enrolment/DeviceKey.h"
#include "store/keys/KeyStore.h"

namespace sidetone::signin {

/// How a certificate is kept.
struct Keeping {
    bool isOnDisk = false;
    std::string why;  ///< where it is only in memory
};

/// Our own certificates with their keys: a file each in the profile's folder `certificates`, mode
/// 0600, the private key encrypted with a random password that is in the key store. Without a
/// lasting key store they live in memory. A new pair never overwrites the last good one: that
/// becomes NAME.previous.pem. Protocol thread.
class CertificateVault {
public:
    /// All must outlive the vault.
    struct Ports {
        store::KeyStore& keys;
        net::ClientCertificates& shown;
        core::Random& random;
        KeyMaker& maker;
    };
    /// `folder` is made when the first certificate is kept.
    CertificateVault(Ports ports, std::filesystem::path folder);

    [[nodiscard]] KeyMaker& maker() const { return ports_.maker; }
    /// Where what opens certificates is kept.
    [[nodiscard]] store::KeyStore& keys() const { return ports_.keys; }
    /// NotFound where there is none of this name, or none that can be opened.
    [[nodiscard]] core::Task<std::shared_ptr<const net::ClientIdentity>> find(std::string name);
    /// Settles when the pair is on the disk for good. Storage where it cannot be written.
    [[nodiscard]] core::Task<Keeping> keep(std::string name,
                                           std::shared_ptr<const net::ClientIdentity> identity);
    /// Shows the certificate to these servers from now on (ClientCertificates::show).
    void show(const std::string& name, std::shared_ptr<const net::ClientIdentity> identity,
              std::vector<std::string> servers);

private:
    using Found = std::shared_ptr<const net::ClientIdentity>;
    [[nodiscard]] std::filesystem::path fileOf(const std::string& name) const;
    [[nodiscard]] core::Result<Found> open(const std::string& name,
                                           const core::Secret& password) const;
    [[nodiscard]] core::Status write(const std::string& name, const net::ClientIdentity& identity,
                                     const core::Secret& password) const;

    Ports ports_;
    std::filesystem::path folder_;
    std::map<std::string, Found> memory_;
    core::Owner owner_;
};

}  // namespace sidetone::signin
