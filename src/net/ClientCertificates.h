// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/ClientIdentity.h"

namespace sidetone::net {

/// Which of our own certificates which server may see: a certificate tells who the person is, so
/// no other server gets it, even where it asks. Shared by the TLS policy and the sign-in. Protocol
/// thread.
class ClientCertificates {
public:
    /// `servers`: "cucm1.office.example:5061" (one port), "cucm1.office.example" (all its ports)
    /// or ".office.example" (all hosts below). The name is the caller's; it replaces what had it.
    void show(const std::string& name, std::shared_ptr<const ClientIdentity> identity,
              std::vector<std::string> servers);
    void withdraw(std::string_view name);
    /// Null where there is none of this name.
    [[nodiscard]] std::shared_ptr<const ClientIdentity> find(std::string_view name) const;
    /// For TlsPolicy: what this server ("host:port") may see; the closest rule wins.
    [[nodiscard]] std::shared_ptr<const ClientIdentity> forServer(std::string_view server) const;

private:
    struct Entry {
        std::string name;
        std::shared_ptr<const ClientIdentity> identity;
        std::vector<std::string> servers;
    };
    std::vector<Entry> entries_;
};

}  // namespace sidetone::net
