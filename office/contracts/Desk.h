// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "office/contracts/PasswordCheck.h"
#include "office/http/HttpServer.h"
#include "office/supervisor/ContractPart.h"
#include "office/supervisor/Layout.h"
#include "office/userstore/UserStore.h"

namespace sidetone::office {

/// What all contracts answer from.
struct Desk {
    const Layout& layout;
    UserStore& users;
    PasswordCheck& passwords;
    const ContractPart& part;  ///< the process that this is

    /// The process's first host.
    [[nodiscard]] Host host() const { return part.hosts.front(); }
    /// The process's certificate.
    [[nodiscard]] TlsFiles tls() const;
    /// "https://cucm1.office.example:8443/cucm-uds", at the process's host.
    [[nodiscard]] std::string udsUrl() const { return udsUrl(host()); }
    [[nodiscard]] std::string udsUrl(Host at) const;
    /// "http://cucm1.office.example:6970/<file>", as call managers name files.
    [[nodiscard]] std::string fileUrl(const std::string& file) const {
        return fileUrl(host(), file);
    }
    /// The same at another host.
    [[nodiscard]] std::string fileUrl(Host at, const std::string& file) const;
    /// Whether this process's cluster is the person's home.
    [[nodiscard]] bool isHomeOf(const User& user) const { return user.cluster == part.cluster; }
    /// By login name; nullptr where there is none or another cluster is the home.
    [[nodiscard]] const User* findAtHome(std::string_view id) const;
    /// The first node of the person's home cluster.
    [[nodiscard]] static Host homeOf(const User& user) {
        return user.cluster.empty() ? Host::Cucm1 : Host::CucmB1;
    }
    /// The nodes of this process's cluster, itself among them.
    [[nodiscard]] std::vector<Host> nodes() const;
    /// "12.5.1", or what `sidetone-office answer release 9.1.2` says.
    [[nodiscard]] std::string release() const;
    /// Its first number: 12.
    [[nodiscard]] int majorRelease() const;
    /// The word that `sidetone-office answer NAME WORD` gave for this name; empty: as usual. Read
    /// anew at each call.
    [[nodiscard]] std::string answerFor(std::string_view name) const;
};

}  // namespace sidetone::office
